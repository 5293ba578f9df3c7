import type {Json} from '../../core/protocol/result.js';
import {createList} from '../../workspace/list-state.js';
import {
	checkForm, emptyForm, formFields, formOf, type FormField, type JobForm, type JobGroup,
} from '../../workspace/cron.js';
import type {Overlay} from '../../workspace/overlay.js';
import type {ActionContext} from '../context.js';
import {askChange} from './change-jobs.js';
import {addOrders, editOrders} from './job-orders.js';

export type FormPlace = FormField | 'review';

/** What an open form is about: typed so far, where the cursor is, and the job that is edited, if it is not a new one. */
export type OpenForm = {form: JobForm; before: JobForm | undefined; at: FormPlace; group: JobGroup | undefined; hosts: ReadonlyArray<{ref: string; name: string}>};

/** A new job on some hosts, or an edit of one that is there. */
export function openForm({store, now}: ActionContext, {hosts, group}: {hosts: ReadonlyArray<{ref: string; name: string}>; group?: JobGroup | undefined}): void {
	const form = group ? formOf(group.usual) : emptyForm;
	const at: FormField = group ? 'cron' : 'name';
	store.dispatch({
		type: 'overlay', overlay: {
			kind: 'cron-form', text: form[at], caret: form[at].length, list: createList(), since: now(), data: {
				form, at, hosts: hosts.map(({ref, name}) => ({ref, name})), ...(group && {before: form, group: group as unknown as Json}),
			},
		},
	});
}

/** The form as it stands, with what is in the field under the cursor. */
export function formIn({data, text}: Pick<Overlay, 'data' | 'text'>): OpenForm {
	// All of it was put there by `openForm`.
	const {form, at, before, group, hosts} = data as unknown as OpenForm;
	return {
		form: at === 'review' ? form : {...form, [at]: text}, before, at, group, hosts,
	};
}

/** To the next place of the form, or the one before. */
export function stepForm({store}: ActionContext, by: 1 | -1): void {
	const {overlay} = store.getSnapshot();
	if (!overlay) {
		return;
	}

	const {form, at, group} = formIn(overlay);
	const places: FormPlace[] = [...formFields.filter(field => field !== 'name' || !group), 'review'];
	const next = places[(places.indexOf(at) + by + places.length) % places.length] ?? 'review';
	const text = next === 'review' ? '' : form[next];
	store.dispatch({type: 'overlay-change', change: {text, caret: text.length, data: {...overlay.data, form, at: next}}});
}

/** The text of the field under the cursor in the editor of the person; a command may have several lines there. */
export async function editInForm({store, screen, notify, say}: ActionContext): Promise<void> {
	const {overlay} = store.getSnapshot();
	const at = overlay && formIn(overlay).at;
	if (!overlay || at === 'review') {
		notify('info', say({en: 'tab to a field first', zh: '请先用 tab 选择一项'}));
		return;
	}

	const edited = await screen.edit(overlay.text);
	const now = store.getSnapshot().overlay;
	if (edited !== undefined && now?.kind === overlay.kind && formIn(now).at === at) {
		const text = at === 'cmd' ? edited.trim() : edited.trim().replaceAll(/\s*\n\s*/gu, ' ');
		store.dispatch({type: 'overlay-change', change: {text, caret: text.length}});
	}
}

/** Goes on to the next place; from the review to what will be sent, where everything is right. */
export function enterForm(context: ActionContext): void {
	const {overlay} = context.store.getSnapshot();
	if (!overlay) {
		return;
	}

	const {form, at, before, group, hosts} = formIn(overlay);
	if (at !== 'review') {
		stepForm(context, 1);
		return;
	}

	const {notify, say} = context;
	const [wrong] = checkForm(form).wrong.keys();
	if (wrong !== undefined) {
		notify('warn', say({en: 'not ready: {field} is not right yet', zh: '未就绪：{field} 尚不正确'}, {field: wrong}));
		return;
	}

	const orders = group && before ? editOrders(group, before, form) : addOrders(hosts, form);
	if (orders.length === 0) {
		notify('info', say({en: 'nothing would change', zh: '没有更改'}));
	} else {
		askChange(context, {verb: group ? 'edit' : 'add', name: form.name.trim(), orders});
	}
}
