import {describe, expect, it} from 'vitest';
import {runCli} from '../app/run-cli.js';
import {openJourney} from './terminal.js';

describe('without a terminal that can show a screen the program gives its words', () => {
	it.each([
		['TERM=dumb', {env: {TERM: 'dumb'}}],
		['an empty TERM', {command: 'TERM= "$NODE" "$CLI"'}],
		['no TERM', {command: 'unset TERM; "$NODE" "$CLI"'}],
		['--plain', {arguments: ['--plain']}],
		['stdin that is no terminal', {command: '"$NODE" "$CLI" < /dev/null'}],
		['stdout that is no terminal', {command: '"$NODE" "$CLI" | cat'}],
	])('%s', async (_, options) => {
		await using journey = await openJourney(options);
		expect(await journey.ended).toBe(0);
		await journey.until(/in service/u);
		expect(journey.written()).not.toContain('\u{1B}[?1049h');
		expect(journey.text()).not.toMatch(/Error|at file:/u);
	});

	it('in a pipe', async () => {
		const {code, stdout, stderr} = await runCli([]);
		expect(code).toBe(0);
		expect(stdout).toContain('in service');
		expect(stdout + stderr).not.toContain('\u{1B}');
	});
});
