import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Agent} from '../../../source/core/client/agent.js';
import {agentColumns} from '../../../source/ui/agents/agent-columns.js';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/ui/agents/agent-glyphs.js';
import {agentWords as wordsOf, type AgentWords} from '../../../source/ui/agents/agent-words.js';
import {createSay} from '../../../source/words/index.js';
import {cutShared} from '../../../source/ui/agents/cut-shared.js';
import {paintAgents, type AgentPainting} from '../../../source/ui/agents/paint-agents.js';
import type {Row} from '../../../source/views/layout.js';
import {displayWidth} from '../../../source/views/width.js';
import {
	agentEntries, agentList, noChanges, noteChanges, type AgentEntry,
} from '../../../source/workspace/agents.js';
import {
	arrange, createList, visible, type ListState,
} from '../../../source/workspace/list-state.js';
import {
	agentOf, fleet, now, servers,
} from './fleet.js';

const agentWords = wordsOf(createSay('en'));

type Scene = {entries?: AgentEntry[]; list?: Partial<ListState>; width: number; words?: AgentWords; height?: number} & Partial<Pick<AgentPainting, 'focused' | 'changes'>> & {ascii?: boolean};

function paint({
	entries = agentEntries(fleet, servers), list: given = {}, width, words = agentWords, height = 30, focused = true, changes = noChanges, ascii = false,
}: Scene): Row[] {
	const list = createList(given);
	const ink = {words, glyphs: ascii ? asciiGlyphs : unicodeGlyphs, now};
	const columns = agentColumns(entries, {width, group: list.group, sorted: list.sort?.column ?? null}, ink);
	const view = visible(list, arrange(entries, list, agentList, now).items, height);
	return paintAgents({
		view, list, columns, width, focused, changes, ink,
	});
}

function text(rows: Row[]): string {
	return rows.map(row => `${row.map(({text}) => text).join('')}\n`).join('');
}

function columnIds(entries: AgentEntry[], width: number, group: string | null): string[] {
	return agentColumns(entries, {width, group, sorted: null}, {words: agentWords, glyphs: unicodeGlyphs, now}).map(({id}) => id);
}

const triage: Partial<ListState> = {
	cursor: 'prod/order-9d20', cursorIndex: 3, marks: new Set(['prod/order-7f3a', 'prod/order-81cc', 'prod/order-9d20']),
};
const byApp: Partial<ListState> = {
	...triage, group: 'app', sort: {column: 'name', direction: 'up'}, folded: new Set(['#hosts']),
};

const chinese: AgentWords = {
	...agentWords,
	columns: {
		...agentWords.columns, name: '名称', kind: '类型', status: '状态', host: '主机', version: '版本', beat: '心跳', labels: '标签',
	},
	status: {up: '服务中', out: '已摘除', down: '离线'},
	was: {up: '曾在线', out: '曾摘除', down: '曾离线'},
	textOnly: '仅文本',
};

describe('the list of agents', () => {
	it.each([
		['grouped by application', 120, {list: byApp}],
		['grouped by application', 80, {list: byApp}],
		['filtered, by host', 80, {list: {...triage, filter: 'app=order !down', sort: {column: 'host', direction: 'up'}}}],
		['by heartbeat, without focus', 100, {list: {sort: {column: 'beat', direction: 'down'}}, focused: false}],
		['with all columns', 200, {list: triage}],
		['in Chinese', 80, {list: triage, words: chinese}],
		['in ASCII', 80, {list: byApp, ascii: true}],
	] satisfies Array<[string, number, Omit<Scene, 'width'>]>)('%s at %i', async (name, width, scene) => {
		await expect(text(paint({...scene, width}))).toMatchFileSnapshot(`golden/agents-${name.replaceAll(/\W+/gu, '-')}-${width}.txt`);
	});

	it('is exactly as wide as its pane, whatever agents say', () => {
		fc.assert(fc.property(fc.array(anyAgent, {maxLength: 6}), fc.integer({min: 34, max: 220}), fc.boolean(), fc.constantFrom('app', 'label:zone', null), (agents, width, ascii, group) => {
			const entries = agentEntries(agents.map((agent, at) => ({...agent, ref: `prod/${at}`})), servers);
			const rows = paint({
				entries, width, ascii, list: {group},
			});
			expect(text(rows).split('\n').slice(0, -1).map(line => displayWidth(line))).toEqual(rows.map(() => width));
			expect(/\p{Cc}/u.test(text(rows).replaceAll('\n', ''))).toBe(false);
			expect(ascii && text(rows).includes('…')).toBe(false);
		}));
	});

	it('leaves out columns before it cuts NAME and STATUS away', () => {
		expect(text(paint({width: 40, height: 1}))).toBe('   NAME          STATUS                 \n▸  jump-1        ● in service           \n');
		expect(columnIds(agentEntries(fleet, servers), 90, null)).toEqual(['name', 'kind', 'status', 'host', 'version', 'beat', 'labels']);
	});

	it('needs no column for what it is grouped by, nor for what nobody knows', () => {
		expect(columnIds(agentEntries(fleet, servers), 200, 'version')).not.toContain('version');
		expect(columnIds(agentEntries(fleet, servers), 200, null)).not.toContain('java');
		expect(columnIds(agentEntries(fleet, servers, new Map([['prod/pay-01', {java: '17.0.15', sessions: 2}]])), 200, null)).toEqual(expect.arrayContaining(['java', 'sessions']));
	});

	it('means what it says: status, old data, marks, mixed versions, changes', () => {
		const styled = (rows: Row[], word: string) => rows.flat().filter(({text}) => text.includes(word)).map(({style}) => style);
		const entries = agentEntries(fleet, servers);
		const rows = paint({width: 120, list: byApp, focused: false});
		expect(styled(rows, '● in service')).toEqual(Array.from({length: 9}, () => 'ok'));
		expect([styled(rows, '◐ out'), styled(rows, '○ down'), styled(rows, '◌ was out')]).toEqual([['warn', 'warn'], ['bad'], ['dim']]);
		expect(rows.find(row => row.some(({text}) => text === 'edge-0b1d'))?.filter(({text}) => text.trim() !== '').every(({style}) => style === 'dim')).toBe(true);
		expect([styled(rows, '4.3.4 ×5'), styled(rows, '4.1.5 ×2').at(-1)]).toEqual([['warn'], 'title']);
		expect(styled(rows, '✓')).toEqual(['accent', 'accent', 'accent']);
		const before = fleet.map(agent => agent.name === 'order-9d20' ? {...agent, status: 'up' as const} : agent);
		const changed = paint({
			entries, width: 120, list: {group: 'app'}, focused: false, changes: noteChanges(noChanges, before, fleet, now - 1000),
		});
		expect(styled(changed, '◐ out')).toEqual(['changed', 'warn']);
		expect(styled(changed, '7 agents')).toEqual(['changed']);
	});

	it('has its cursor row selected only with the focus, and shows it otherwise', () => {
		const focused = paint({width: 80, list: {cursor: 'prod/jump-2', cursorIndex: 1}})[2];
		expect(new Set(focused?.map(({style}) => style))).toEqual(new Set(['selection']));
		const blurred = paint({width: 80, list: {cursor: 'prod/jump-2', cursorIndex: 1}, focused: false})[2];
		expect(blurred?.map(({style}) => style)).not.toContain('selection');
		expect(blurred?.[0]?.text).toBe('›');
	});
});

describe('cutShared', () => {
	it.each([
		['order-service-7f3a', 11, ['order-service-81cc', 'pay-1'], 'order-…7f3a'],
		['order-service-7f3a', 18, ['order-service-81cc'], 'order-service-7f3a'],
		['order-service-7f3a', 11, ['order-service-7f3a'], 'orde…e-7f3a'],
		['order-a-very-long-tail', 10, ['order-b'], 'ord…a-ver…'],
		['支付服务-01', 8, ['支付服务-02'], '支付服…1'],
		['支付服务-01', 7, ['支付服务-02'], '支付…1'],
	])('%s in %i beside %j is %s', (name, width, neighbours, expected) => {
		expect(cutShared(name, width, neighbours)).toBe(expected);
	});

	it('never takes more cells than there are', () => {
		fc.assert(fc.property(fc.string({unit: 'grapheme-ascii', maxLength: 30}), fc.array(fc.string({maxLength: 30})), fc.integer({min: 1, max: 20}), (name, others, width) => {
			expect(displayWidth(cutShared(name, width, others.map(other => name.slice(0, 5) + other)))).toBeLessThanOrEqual(width);
		}));
	});
});

const anyText = fc.oneof(fc.string({maxLength: 40}), fc.constantFrom('order-service-production-7f3a', 'order-service-production-81cc', '支付服务-生产环境-01-非常长的名字', '\u{1B}[31mred', 'a\tb', ''));

const anyAgent: fc.Arbitrary<Agent> = fc.record({
	name: anyText,
	app: anyText,
	host: anyText,
	version: anyText,
	ip: anyText,
	zone: anyText,
	status: fc.constantFrom('up', 'out', 'down'), server: fc.constantFrom('prod', 'edge', 'other'), kind: fc.constantFrom('jvm', 'host'),
}).map(({zone, ...given}) => agentOf(given.name, {...given, labels: {zone}}));
