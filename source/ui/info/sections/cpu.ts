import {type Members, membersOf} from '../../../views/members.js';
import type {Row} from '../../../views/layout.js';
import {safeText} from '../../../views/safe-text.js';
import {texts} from '../../../words/index.js';
import {judgeGauge} from '../../../workspace/info-gauges.js';
import {fitted} from '../../fitted.js';
import {
	barSpan, percentCell, signOf, sparkSpan,
} from '../gauge.js';
import {dataOf, type InfoFacts} from '../info-facts.js';
import {spanText} from '../numbers.js';
import {section, type Section} from '../section.js';

/** More processors than this say less each. */
const mostBars = 16;

export const cpuSection: Section = (facts, width) => {
	const {say} = facts;
	const cpu = membersOf(dataOf(facts, 'cpu') ?? {});
	const title: Row = [
		{text: say(texts.info.cpu), style: 'title'},
		...cpu.number('threads') === undefined ? [] : [{text: safeText(`  ${cpu.text('threads')} × ${cpu.text('model') ?? '?'}`).slice(0, Math.max(width - 24, 0)), style: 'dim' as const}],
	];
	return [
		...section(facts, width, {part: 'cpu', title}, members => [...totals(members, facts, width), ...each(members, facts, width)]),
		...loadRows(facts),
	];
};

function totals(cpu: Members, facts: InfoFacts, width: number): Row[] {
	const {say} = facts;
	const shares = (['user', 'system', 'iowait', 'steal'] as const).map(name => `${say(texts.info[name])} ${percentText(cpu.number(`${name}Percent`))}`);
	const {text, style} = percentCell('cpu', cpu.number('usedPercent'), facts);
	return [
		[{text: ` ${fitted(say(texts.info.all), 5)} `}, sparkSpan('cpu', Math.max(Math.min(width - 18, 60), 4), 100, facts), {text: text.padStart(8), style}],
		[{text: `       ${shares.join('   ')}`, style: 'dim'}],
	];
}

function each(cpu: Members, facts: InfoFacts, width: number): Row[] {
	const all = cpu.objects('perCpu') ?? [];
	if (all.length < 2 || all.length > mostBars) {
		return [];
	}

	const cells = Math.max(Math.floor((width - 7) / 15), 1);
	const bars = all.map(one => membersOf(one).number('usedPercent') ?? 0);
	return Array.from({length: Math.ceil(bars.length / cells)}, (_, row): Row => [
		{text: ` ${fitted(String(row * cells), 5)} `, style: 'dim'},
		...bars.slice(row * cells, (row + 1) * cells).flatMap(percent => [barSpan(percent, 8, facts), {text: String(Math.round(percent)).padStart(4)}, {text: '   '}]),
	]);
}

function percentText(percent: number | undefined): string {
	return percent === undefined ? '?' : String(Math.round(percent));
}

function loadRows(facts: InfoFacts): Row[] {
	const {say} = facts;
	const load = membersOf(dataOf(facts, 'load') ?? {});
	const [now, cpus, uptime] = [load.number('load1'), load.number('cpus') ?? 1, load.number('uptimeMs')];
	if (now === undefined) {
		return [];
	}

	const judged = judgeGauge('load', now / cpus, facts.limits);
	const values = ['load1', 'load5', 'load15'].map(name => (load.number(name) ?? 0).toFixed(2).padStart(6)).join('');
	return [[
		{text: ` ${fitted(say(texts.info.load), 5)}`},
		{text: `${signOf(judged, facts)}${values}`, style: judged === 'ok' ? undefined : judged},
		...uptime === undefined ? [] : [{text: `   ${say(texts.info.up, {time: spanText(uptime)})}`, style: 'dim' as const}],
	]];
}
