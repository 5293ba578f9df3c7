import {describe, expect, it} from 'vitest';
import {startArthasApi} from '../servers/arthas-api.js';
import {recordedApiCommand} from '../servers/simulation/fixture.js';
import {runCli} from './run-cli.js';

describe('what Arthas says in several lines and colours', {concurrent: true}, () => {
	it('is told line by line without them', async () => {
		await using api = await startArthasApi({commands: {watch: recordedApiCommand('watch-none').script}});
		const {code, stdout, stderr} = await runCli(['exec', '--connect', api.endpoint, 'watch no.such.Klass foo -n 5']);
		expect(code).toBe(1);
		expect(`${stdout}${stderr}`).not.toMatch(/[␊␛]/u);
		expect(stderr).toMatch(/^math-game-4711 +done +-1 +No class or method is affected, try:$/mu);
		expect(stderr).toMatch(/^ +1\. Execute `sm CLASS_NAME METHOD_NAME` to make sure/mu);
		expect(stderr).toMatch(/^added: a time-out of 10 min; give your own with --timeout$/mu);
	});
});
