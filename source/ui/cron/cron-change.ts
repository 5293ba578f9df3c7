import {changeOf, type JobOrder} from '../../actions/cron/change-jobs.js';
import {lineWidth} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {texts} from '../../words/index.js';
import {dialog} from '../overlays/dialog.js';
import type {OverlayView} from '../overlays/overlay-view.js';

/** So many different changes are shown in full. */
const mostShown = 4;

/** What a change of jobs does on which hosts, and the literal commands, before anything is sent. */
export const cronChangeView: OverlayView = {
	contexts: ['cron-change', 'overlay'],
	hasField: true,
	paint(context) {
		const {overlay, program: {say}} = context;
		const {verb, name, orders, wanted} = changeOf(overlay);
		const hosts = [...new Set(orders.map(({host}) => host))];
		const values = {
			what: say(texts.cron[verb]), name: safeText(name), host: safeText(hosts[0] ?? ''), count: hosts.length,
		};
		const kinds = alike(orders);
		const field: Row = [{text: say(verb === 'delete' ? texts.cron.typeName : texts.cron.typeCount, {wanted: safeText(wanted)}), style: 'dim'}, {text: `${safeText(overlay.text)}▏`}];
		const lines: Row[] = [
			[{text: say(hosts.length === 1 ? texts.cron.willDoOne : texts.cron.willDo, values), style: 'bad'}],
			...kinds.slice(0, mostShown).flatMap(([first, ...others]) => first ? [[], ...orderRows(first, [first, ...others].map(({host}) => host), context)] : []),
			...kinds.length > mostShown ? [[{text: say(texts.cron.moreSends, {count: kinds.slice(mostShown).flat().length}), style: 'warn' as const}]] : [],
			[],
			wanted === '' ? [{text: say(texts.cron.pressEnter), style: 'dim'}] : field,
		];
		const painting = dialog(context, lines);
		return wanted === '' ? painting : {...painting, cursor: undefined};
	},
};

/** Hosts that are sent the same, together. */
function alike(orders: readonly JobOrder[]): JobOrder[][] {
	const kinds = new Map<string, JobOrder[]>();
	for (const order of orders) {
		const key = JSON.stringify([order.line, order.diff]);
		kinds.set(key, [...kinds.get(key) ?? [], order]);
	}

	return [...kinds.values()];
}

function orderRows({line, diff}: JobOrder, hosts: readonly string[], {program: {say}}: Parameters<OverlayView['paint']>[0]): Row[] {
	const width = Math.max(0, ...diff.map(([name]) => lineWidth([{text: name}])));
	return [
		[{text: safeText(hosts.join(' ')), style: 'title'}],
		...diff.flatMap(([name, before, after]): Row[] => [
			...before === null ? [] : [[{text: `- ${name.padEnd(width)}  ${safeText(before)}`, style: 'diff-del' as const}]],
			[{text: `+ ${name.padEnd(width)}  ${safeText(after)}`, style: 'diff-add'}],
		]),
		[{text: `${say(texts.cron.sends)} `, style: 'dim'}, {text: safeText(line)}],
	];
}
