import type {JsonObject} from '../../core/protocol/result.js';
import {type Members, membersOf} from '../members.js';

/**
The cost of a call in milliseconds, before it the share of its caller; several calls from one line
come merged, with their least, their most and their sum. Arthas measures in nanoseconds.
*/
export function costText(members: Members, caller: JsonObject | undefined): string {
	const times = members.number('times') ?? 1;
	const [cost, min, max, total] = ['cost', 'minCost', 'maxCost', 'totalCost'].map(name => members.number(name));
	const whole = caller === undefined ? undefined : membersOf(caller).number('totalCost');
	const isCall = caller !== undefined && membersOf(caller).text('type') !== 'thread';
	const share = isCall ? shareText(times > 1 ? total : cost, whole) : '';
	if (times > 1) {
		return `${share}min=${msText(min)},max=${msText(max)},total=${msText(total)},count=${times}`;
	}

	return isCall ? `${share}${msText(cost)} ` : msText(cost);
}

/** The method with the highest sum, apart from the traced ones themselves; the first of equals. */
export function hottestNode(root: JsonObject): JsonObject | undefined {
	let hottest: JsonObject | undefined;
	let most = Number.NEGATIVE_INFINITY;
	const due = callsOf(root).flatMap(traced => callsOf(traced)).reverse();
	for (let node = due.pop(); node !== undefined; node = due.pop()) {
		const members = membersOf(node);
		const total = members.number('totalCost') ?? Number.NEGATIVE_INFINITY;
		if (members.text('type') === 'method' && total > most) {
			hottest = node;
			most = total;
		}

		for (const call of callsOf(node).reverse()) {
			due.push(call);
		}
	}

	return hottest;
}

function callsOf(node: JsonObject): JsonObject[] {
	return [...membersOf(node).objects('children') ?? []];
}

function shareText(part: number | undefined, whole: number | undefined): string {
	const share = part === undefined || whole === undefined ? Number.NaN : part * 100 / whole;
	return Number.isFinite(share) ? `${share.toFixed(2)}% ` : '';
}

function msText(nanoseconds: number | undefined): string {
	return nanoseconds === undefined ? '?' : `${nanoseconds / 1e6}ms`;
}
