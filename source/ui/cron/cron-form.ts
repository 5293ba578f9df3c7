import {jobsOf} from '../../actions/cron/jobs-at.js';
import {formIn, type OpenForm} from '../../actions/cron/job-form.js';
import {cutLine} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {displayWidth} from '../../views/width.js';
import {texts, type Say} from '../../words/index.js';
import {
	checkForm, formFields, type CheckedForm, type FormField,
} from '../../workspace/cron.js';
import {fitted} from '../fitted.js';
import {fieldRow} from '../overlays/field-row.js';
import type {OverlayContext, OverlayView} from '../overlays/overlay-view.js';
import {formPreview} from './form-preview.js';
import {scheduleRows} from './schedule-rows.js';

const labels: Readonly<Record<FormField, keyof typeof texts.cron>> = {
	name: 'name', cron: 'cron', cmd: 'cmd', user: 'fieldUser', group: 'group',
	timeout: 'timeout', tz: 'tz', overlap: 'overlap', jitter: 'jitter', enabled: 'enabled',
};

const hints: Readonly<Record<FormField, keyof typeof texts.cron>> = {
	name: 'hintName', cron: 'hintCron', cmd: 'hintCmd', user: 'hintUser', group: 'hintGroup',
	timeout: 'hintTimeout', tz: 'hintTz', overlap: 'hintOverlap', jitter: 'hintJitter', enabled: 'hintEnabled',
};

const labelWidth = 12;

type FieldPart = {row: Row; isChosen: boolean; below: Row[]; cursor: number | undefined};

/** A job as it is typed: what is wrong with it, what its schedule means and when it would run, with every key. */
export const cronFormView: OverlayView = {
	contexts: ['cron-form', 'overlay'],
	hasField: true,
	paint(context) {
		const {overlay, size, program: {say, now}} = context;
		const open = formIn(overlay);
		const checked = checkForm(open.form);
		const rect = {
			column: 0, row: 1, width: size.columns, height: size.rows - 2,
		};
		const width = size.columns - 3;
		const parts = formFields.filter(field => field !== 'name' || !open.group).map(field => fieldPart(field, open, checked, {...context, width}));
		const above: Row[] = [titleRow(open, say), ...size.rows < 30 ? [] : [[]]];
		const rows: Array<{row: Row; isChosen?: boolean}> = [...above.map(row => ({row})), ...parts.flatMap(({row, isChosen, below}) => [{row, isChosen}, ...below.map(each => ({row: each}))])];
		const at = above.length + indexOfChosen(parts);
		const cursor = parts.find(part => part.cursor !== undefined)?.cursor;
		const button = reviewRow(open, checked, say);
		const zones = new Map(jobsOf(context.program)?.hosts().map(({ref, zone}) => [ref, zone]));
		const preview = formPreview(open, checked, {
			say, now: now(), glyphs: context.glyphs, zones,
		}).slice(0, Math.max(rect.height - rows.length - 3, 0));
		const all: typeof rows = [...rows, {row: []}, ...preview.map(row => ({row})), {row: []}, {row: button, isChosen: open.at === 'review'}];
		return {
			rect,
			rows: Array.from({length: rect.height}, (_, index) => {
				const {row, isChosen} = all[index] ?? {row: []};
				return {row: [{text: `${context.glyphs.overlay} `, style: 'accent' as const}, ...cutLine(row, width, 'end')], isChosen};
			}),
			...cursor !== undefined && {cursor: {column: cursor + 2, row: rect.row + at}},
		};
	},
};

function titleRow({hosts, group, form}: OpenForm, say: Say): Row {
	const names = hosts.map(({name}) => name);
	const where = safeText(names.length > 6 ? `${names.slice(0, 6).join(' ')} … ${names.length}` : names.join(' '));
	const title = group ? say(texts.cron.formEdit, {name: safeText(form.name), hosts: where}) : say(texts.cron.formAdd, {hosts: where});
	return [{text: title, style: 'title'}, {text: `   ${say(texts.cron.formNote)}`, style: 'dim'}];
}

function fieldPart(field: FormField, {form, at}: OpenForm, checked: CheckedForm, {overlay, glyphs, width, program: {say}}: OverlayContext & {width: number}): FieldPart {
	const isChosen = field === at;
	const label = ` ${fitted(say(texts.cron[labels[field]]), labelWidth)}`;
	const isWrong = checked.wrong.has(field);
	const hint = say(texts.cron[hints[field]]);
	const room = Math.max(width - displayWidth(label) - 4, 10);
	const typed = isChosen ? fieldRow('', overlay, room) : undefined;
	const text = typed ? typed.row.slice(1) : [{text: safeText(form[field])}];
	// A field that nobody came to yet is not called wrong, but no more right for that.
	const isUntouched = form[field] === '' && !isChosen;
	const sign = isWrong ? (isUntouched ? ' ' : glyphs.failed) : glyphs.ok;
	return {
		isChosen,
		row: [
			{text: label, style: 'key'},
			{text: `${fitted(sign, 2)} `, style: isWrong ? 'bad' : 'ok'},
			...text,
			...field === 'cron' ? [] : [{text: `   ${hint}`, style: isWrong && !isUntouched ? 'bad' as const : 'dim' as const}],
		],
		below: field === 'cron'
			? scheduleRows(form.cron, checked, {
				say, glyphs, hint, isUntouched,
			}).map(row => [{text: ' '.repeat(labelWidth + 4)}, ...row])
			: [],
		cursor: typed ? displayWidth(label) + 3 + typed.cursor - 1 : undefined,
	};
}

function indexOfChosen(parts: readonly FieldPart[]): number {
	let row = 0;
	for (const {isChosen, below} of parts) {
		if (isChosen) {
			break;
		}

		row += 1 + below.length;
	}

	return row;
}

function reviewRow({hosts, at}: OpenForm, {wrong}: CheckedForm, say: Say): Row {
	const [first] = wrong.keys();
	return first === undefined
		? [{text: ` ${hosts.length === 1 ? say(texts.cron.reviewOne) : say(texts.cron.review, {count: hosts.length})}`, style: at === 'review' ? undefined : 'accent'}]
		: [{text: ` ${say(texts.cron.reviewBlocked, {field: say(texts.cron[labels[first]])})}`, style: 'bad'}];
}
