import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {startArthasApi, type ArthasApiScript} from '../servers/arthas-api.js';
import {openJourney, type Journey} from './terminal.js';

/** A `watch` that has seen three calls, and goes on until it is stopped. */
const threeHits: ArthasApiScript = {
	commands: {
		watch: {
			ends: 'interrupt', results: [{
				type: 'enhancer', success: true, message: '', effect: {
					classCount: 1, cost: 12, listenerId: 1, methodCount: 1,
				},
			}, ...['apple', 'berry', 'cherry'].map(fruit => ({
				accessPoint: 'AtExit', className: 'demo.MathGame', cost: 0.1, jobId: 0, methodName: 'primeFactors', sizeLimit: 10_485_760, ts: '2026-11-21 19:43:07.684', type: 'watch',
				value: `@ArrayList[\n    @Object[][isEmpty=true;size=0],\n    @HashMap[\n        @String[fruit]:@String[${fruit}],\n    ],\n    null,\n]`,
			}))],
		},
	},
};

async function watch(journey: Journey): Promise<void> {
	await journey.until(/1 up/u);
	journey.act('agents.watch');
	await journey.until('do it');
	journey.type('demo.MathGame primeFactors');
	await journey.until('run on');
	journey.act('palette.run');
	await journey.until('following');
}

/** What went to the clipboard. */
function copied(journey: Journey): string[] {
	return journey.written().split(']52;c;').slice(1).map(rest => Buffer.from(rest.split('\u{7}')[0] ?? '', 'base64').toString());
}

describe('a watch', () => {
	it('is paused, filtered, opened as a tree, copied by path, and says how it ended', async () => {
		await using api = await startArthasApi(threeHits);
		await using journey = await openJourney({arguments: ['--connect', api.endpoint]});
		await watch(journey);
		await journey.until('3 hits');
		journey.act('stream.pause');
		await journey.until('paused');
		journey.act('stream.filter');
		await journey.until('show only');
		journey.type('berry');
		await journey.until(text => text.includes('berry') && !text.includes('apple') && !text.includes('cherry'));
		journey.act('ask.enter');
		await journey.until('3 hits, 1 shown');
		journey.act('stream.open');
		await journey.until('@HashMap[1]');
		journey.act('stream.focus-hit');
		journey.press('down', 'down', 'down', 'down');
		await journey.until(/▸.*"fruit" {2}@String\[berry\]/u);
		journey.act('stream.copy-path');
		await journey.until('copied');
		expect(copied(journey)).toEqual(['returnObj["fruit"]']);
		journey.act('stream.stop');
		await journey.until('stopped');
		expect(journey.text()).toContain('lost 0');
		await api.until(() => api.jobsRunning === 0);
	});

	it('runs beside a console, and is asked about before the program is left', async () => {
		await using api = await startArthasApi({stream: {perSecond: 50}});
		await using journey = await openJourney({arguments: ['--connect', api.endpoint]});
		await watch(journey);
		journey.act('pane.split-right');
		await journey.until('choose an agent');
		journey.act('agents.console');
		await journey.until('[arthas@4711]$');
		journey.type('version\r');
		await journey.until(/│4\.1\.5/u);
		const hits = () => Number(/(?<hits>\d+) hits/u.exec(journey.text())?.groups?.['hits']);
		const before = hits();
		await journey.until(() => hits() > before + 10);
		journey.act('console.step-out');
		await journey.until('detach');
		journey.act('app.palette');
		journey.type('app.quit');
		journey.act('palette.run');
		const asked = await journey.until('watch -n 1000');
		expect(asked).toContain('console');
		journey.act('overlay.close');
		await journey.until('detach');
		journey.act('app.palette');
		journey.type('app.quit');
		journey.act('palette.run');
		await journey.insist('quit.now', () => journey.hasEnded());
		expect(await journey.ended).toBe(0);
		await api.until(() => api.jobsRunning === 0 && api.terminalsOpen === 0);
	});
});
