import {describe, expect, it} from 'vitest';
import {ageText} from '../../source/views/age-text.js';
import {type AgentRow, agentsView} from '../../source/views/agents.js';
import {failuresView} from '../../source/views/failures.js';
import type {Block} from '../../source/views/block.js';
import {layout} from '../../source/views/layout.js';
import {printRows} from '../../source/views/print.js';

const agents: AgentRow[] = [
	{
		id: 'order-7f3a', name: 'order-7f3a', kind: 'jvm', via: 'channel', app: 'order', status: 'up', host: 'web-1', ip: '10.0.0.7', version: '4.3.4', lastSeen: 900, server: 'prod',
	},
	{
		id: 'order-9d20', name: 'order-9d20', kind: 'jvm', via: 'channel', app: 'order', status: 'out', host: 'web-3', ip: '10.0.0.9', version: '4.1.5', lastSeen: 16_000, server: 'prod',
	},
	{
		id: 'order-d551', name: 'order-d551', kind: 'jvm', via: 'channel', app: 'order', status: 'down', host: 'web-7', ip: '10.0.0.13', version: '4.1.5', lastSeen: 250_000, server: 'prod',
	},
	{
		id: 'pay-01', kind: 'jvm', via: 'tunnel', app: null, status: 'up', host: 'pay-1', ip: '10.1.0.3', version: '4.3.4', lastSeen: null, server: 'edge',
	},
	{
		id: 'self', kind: 'host', via: 'channel', status: 'unknown', server: 'edge',
	},
];

describe('agentsView', () => {
	it('shows the fleet', async () => {
		await expect(draw(agentsView(agents), 120)).toMatchFileSnapshot('golden/agents.txt');
	});

	it('fits on 80 columns', async () => {
		await expect(draw(agentsView(agents), 80)).toMatchFileSnapshot('golden/agents-80.txt');
	});

	it.each([60, 80])('cuts neither ids nor addresses on %d columns', width => {
		const rows = draw(agentsView([
			{
				...agents[0]!, id: 'shop-order-service-7f3a-00000017', name: 'order', ip: '192.168.100.107',
			},
			{
				...agents[1]!, id: `${'x'.repeat(50)}-end`, name: 'pay', ip: '192.168.100.108',
			},
		]), width).split('\n');
		const text = rows.join(' ');
		expect(text).toContain('shop-order-service-7f3a-00000017');
		expect(rows.map(row => /x+(?:-end)?|(?<![\w-])-end/u.exec(row)?.[0] ?? '').join('')).toBe(`${'x'.repeat(50)}-end`);
		expect(text).not.toMatch(/192\.168\.100\.(?!10[78])/u);
		expect(rows.every(row => row.length <= width)).toBe(true);
	});

	it('leaves out columns that would tell nothing', () => {
		const [first] = draw(agentsView([{
			id: 'self', kind: 'host', via: 'channel', status: 'up', host: 'web-1', version: '1.0.0', lastSeen: 0, server: 'local',
		}]), 120).split('\n');
		expect(first?.split(/ +/u)).toEqual(['NAME', 'KIND', 'STATUS', 'HOST', 'IP', 'VERSION', 'BEAT', 'VIA']);
	});

	it('shows the id beside a name of its own', () => {
		const table = draw(agentsView([{
			id: 'a1b2', name: 'order', kind: 'jvm', via: 'channel', status: 'up',
		}]), 120);
		expect(table).toContain('a1b2');
		expect(table).toContain('ID');
	});

	it('says that there is none', () => {
		expect(draw(agentsView([]), 80)).toBe('no agents\n');
	});
});

describe('failuresView', () => {
	it('tells what, why and what to do', async () => {
		const failures = [
			{
				agent: 'order-7f3a', state: 'refused', code: 'ERR_AGENT_BUSY', message: 'Another job is running.', hint: 'try again when it has ended',
			},
			{
				agent: 'pay-01', state: 'timed-out', code: null, message: 'no answer in 30 s, although the command was sent twice and the agent had sent a heartbeat meanwhile',
			},
			{
				agent: 'web-4', state: 'failed', code: -1, message: 'class not found\nsee the log',
			},
		];
		await expect(draw(failuresView(failures), 100)).toMatchFileSnapshot('golden/failures.txt');
	});

	it('has no column for hints when there is none', () => {
		expect(draw(failuresView([{agent: 'a', state: 'lost'}]), 80)).not.toContain('HINT');
	});
});

describe('ageText', () => {
	it.each([
		[0, ''],
		[14_999, ''],
		[15_000, '15 s'],
		[29_999, '20 s'],
		[59_999, '30 s'],
		[60_000, '1 min'],
		[299_999, '2 min'],
		[3_599_999, '30 min'],
		[3_600_000, '1 h'],
		[86_399_999, '23 h'],
		[200_000_000, '2 d'],
		[-5000, ''],
	])('%i ms are "%s"', (ms, text) => {
		expect(ageText(ms)).toBe(text);
	});
});

function draw(block: Block, width: number): string {
	return printRows(layout([block], width), {color: false});
}
