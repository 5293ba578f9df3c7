import {expect, test} from 'vitest';
import type {Result} from '../../../source/core/protocol/result.js';
import {viewOf} from '../../../source/views/index.js';
import {layout} from '../../../source/views/layout.js';
import {printRows} from '../../../source/views/print.js';

test.each<[result: Result, text: string]>([
	[{type: 'plugins.list', plugins: [{namespace: 'web.shop.loda', plugin: 'disk', enabled: false}]}, 'NAMESPACE      PLUGIN    CYCLE     STATE     \nweb.shop.loda  disk      periodic  ○ disabled\n'],
	[{type: 'plugins.list', plugins: []}, 'no plug-ins that run in cycles\n'],
	[{type: 'plugins.run', answer: 'run plugin successfully', plugin: 'disk'}, 'disk  run plugin successfully\n'],
	[{type: 'pull', answer: 'collect items updated'}, 'collect items updated\n'],
	[{type: 'namespaces', namespaces: ['a.b', 'c.d']}, 'a.b\nc.d\n'],
	[{type: 'namespaces', namespaces: []}, 'it is in no namespace\n'],
	[{
		type: 'traffic', traffic: [{
			name: 'net.in', timestamp: 0, tags: {interface: 'eth0'}, value: 12.345,
		}],
	}, 'NAME      OF    VALUE  UNIT\nnet.in    eth0  12.35  bit/s\n'],
])('%j', (result, text) => {
	expect(printRows(layout(viewOf(result), 80), {color: false}).replaceAll(/ +$/gmu, '')).toBe(text.replaceAll(/ +$/gmu, ''));
});
