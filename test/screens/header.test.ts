import {describe, expect, it} from 'vitest';
import {ArthasError} from '../../source/core/error.js';
import {agentOf, fleet} from '../ui/agents/fleet.js';
import {openStage} from './stage.js';

describe('the first row', () => {
	it('says for how long a server is lost, and what to do about it in full', async () => {
		let later = 0;
		await using stage = await openStage({
			agents: [agentOf('order-1')], columns: 80, rows: 24, now: () => Date.now() + later,
		});
		await stage.until('order-1');
		stage.script.down = new ArthasError('ERR_CONNECT_REFUSED', 'connect ECONNREFUSED 10.0.0.5:8800', {retryable: true});
		stage.connection.retry();
		await stage.until(/prod ◌ lost {3}/u);
		await stage.until(text => text.replaceAll(/\s+/gu, ' ').includes(':reconnect tries now'));
		later = 61_000;
		stage.press('ctrl-l');
		await stage.until(/prod ◌ lost 1 min {3}/u);
	});

	it('leaves out who is well and what goes without saying before it leaves out who is not', async () => {
		await using stage = await openStage({agents: fleet.filter(({server}) => server === 'prod'), columns: 100, rows: 24});
		await stage.until('order-7f3a');
		expect(stage.text().split('\n')[0]).toMatch(/14 agents · 11 up · 2 out · 1 down {3}as of [\d:]+ $/u);
		stage.press(':');
		stage.type('watch demo.MathGame primeFactors -n 5\r');
		await stage.until(/watch demo.MathGame…\* +prod ● {3}14 agents · 2 out · 1 down {3}1 running {3}[\d:]+ $/mu);
		stage.terminal.resize(80, 24);
		await stage.until(/watch demo.MathGame…\* +prod ● {3}1 running {3}[\d:]+ $/mu);
	});
});
