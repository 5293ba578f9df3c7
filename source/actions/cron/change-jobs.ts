import {isJsonObject} from '../../core/protocol/is-json-object.js';
import type {Json} from '../../core/protocol/result.js';
import {createList} from '../../workspace/list-state.js';
import {overlayText, type Overlay} from '../../workspace/overlay.js';
import {texts} from '../../words/index.js';
import type {ActionContext} from '../context.js';
import {isRipe} from '../overlays.js';

export type JobVerb = 'run' | 'enable' | 'disable' | 'delete' | 'add' | 'edit';

/** What one host is sent, and what of the job differs there afterwards: names with the old and the new value. */
export type JobOrder = {ref: string; host: string; line: string; diff: ReadonlyArray<readonly [name: string, before: string | null, after: string]>};

export type JobChange = {verb: JobVerb; name: string; pane: string; orders: readonly JobOrder[]; wanted: string};

const manyHosts = 5;
const patience = 1000;

/** Shows what would be sent where, before anything is; deleting wants the name of the job typed, and many hosts their number. */
export function askChange({store, now, focus}: ActionContext, {verb, name, orders}: Pick<JobChange, 'verb' | 'name' | 'orders'>): void {
	const wanted = verb === 'delete' ? name : (orders.length > manyHosts ? String(orders.length) : '');
	store.dispatch({
		type: 'overlay', overlay: {
			kind: 'cron-change', text: '', caret: 0, list: createList(), since: now(), data: {
				verb, name, wanted, pane: focus().id, orders: orders.map(({diff, ...order}) => ({...order, diff: diff.map(each => [...each])})),
			},
		},
	});
}

/** What an open dialog asks about. */
export function changeOf(overlay: Overlay | undefined): JobChange {
	const orders = overlay?.data?.['orders'];
	return {
		verb: (overlayText(overlay, 'verb') || 'run') as JobVerb,
		name: overlayText(overlay, 'name'), pane: overlayText(overlay, 'pane'), wanted: overlayText(overlay, 'wanted'),
		orders: Array.isArray(orders)
			? orders.filter(order => isJsonObject(order)).map(({ref, host, line, diff}) => ({
				ref: textOf(ref), host: textOf(host), line: textOf(line), diff: readDiff(diff),
			}))
			: [],
	};
}

/** Sends what the open dialog asks about, if it was agreed to as it wants to be. */
export async function sendChange(context: ActionContext): Promise<void> {
	const {store, notify, say, live} = context;
	const {overlay, panes} = store.getSnapshot();
	const change = changeOf(overlay);
	if (!isRipe(context, patience)) {
		notify('info', say(texts.cron.tooSoon));
		return;
	}

	if (change.wanted !== (overlay?.text.trim() ?? '')) {
		notify('warn', say(texts.cron.notTyped, {wanted: change.wanted}));
		return;
	}

	const form = overlay?.under;
	for (let left = form ? 2 : 1; left > 0; left--) {
		store.dispatch({type: 'overlay', overlay: undefined});
	}

	const thing = live.get(panes[change.pane]?.live);
	if (thing?.kind !== 'jobs') {
		return;
	}

	const asked = await Promise.all(change.orders.map(async ({ref, line, host}) => ({host, ...await thing.jobs.ask(ref, line, {approved: true})})));
	tellChange(context, change, asked);
	if (form && store.getSnapshot().overlay === undefined && asked.every(({problem}) => problem !== undefined)) {
		// What was typed is worth another try.
		store.dispatch({type: 'overlay', overlay: form});
	}

	thing.jobs.refresh();
}

const done = {
	run: texts.cron.doneRun, enable: texts.cron.doneEnable, disable: texts.cron.doneDisable, delete: texts.cron.doneDelete, add: texts.cron.doneAdd, edit: texts.cron.doneEdit,
} as const;

function tellChange({notify, say}: ActionContext, {verb, name}: JobChange, asked: ReadonlyArray<{host: string; problem?: string | undefined}>): void {
	const well = asked.filter(({problem}) => problem === undefined);
	if (well.length > 0) {
		notify('info', say(done[verb], {name, hosts: well.map(({host}) => host).join(', ')}));
	}

	for (const {host, problem} of asked) {
		if (problem !== undefined) {
			notify('bad', say(texts.cron.notDone, {host, name, why: problem}));
		}
	}
}

function readDiff(diff: Json | undefined): JobOrder['diff'] {
	return Array.isArray(diff) ? diff.filter(each => Array.isArray(each)).map(([name, before, after]) => [textOf(name), typeof before === 'string' ? before : null, textOf(after)]) : [];
}

/** It was put there as a text. */
function textOf(value: Json | undefined): string {
	return typeof value === 'string' ? value : '';
}
