import {expect, test} from 'vitest';
import {methods} from '../../../source/core/host/methods.js';
import {lineWidth} from '../../../source/views/fit-line.js';
import {docRows, drawDoc} from './draw-doc.js';

const infos = methods.filter(({name}) => name.startsWith('getinfo.'));

test.each(infos.map(({name}) => [name]))('%s of this host is rows that fit, with names and units', async name => {
	const {body} = await infos.find(method => method.name === name)!.run('', {signal: new AbortController().signal});
	const result = {type: name, jobId: 1, ...body};
	for (const width of [60, 119]) {
		expect(docRows(result, {width}).filter(({spans}) => lineWidth(spans) > width)).toEqual([]);
	}

	expect(drawDoc(result)).not.toContain('Bytes');
});

test('processes are a table that keeps what matters', async () => {
	const {body} = await infos.find(({name}) => name === 'getinfo.processes')!.run('-n 3', {signal: new AbortController().signal});
	const text = drawDoc({type: 'getinfo.processes', jobId: 1, ...body}, {width: 100});
	expect(text).toMatch(/PID.*USER.*CPU %.*RSS \wiB.*COMMAND/u);
	expect(text).toMatch(/^\s*total\s+\d+$/mu);
});
