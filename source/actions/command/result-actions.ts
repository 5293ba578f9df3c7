import {changeResult, type TranscriptLine} from '../../workspace/command.js';
import type {Text} from '../../words/index.js';
import type {Action} from '../action.js';
import type {ActionContext} from '../context.js';
import {showJob} from '../stream/open-stream-pane.js';
import {focusedPrompt, setPrompt} from './prompt-of.js';
import {
	followResults, isFollowing, itemAtCursor, linesAtCursor, moveInResults,
} from './read-results.js';

type Doc = NonNullable<TranscriptLine['doc']>;

/** What a result of a session can do as one in a pane of its own does, with the same keys. */
export const resultActions: readonly Action[] = [
	{
		id: 'command.hottest', keys: ['h'], when: 'command', footer: 7,
		label: {en: 'hottest', zh: '最热'},
		about: {en: 'go to where most of the time went', zh: '转到耗时最多处'},
		disabled: unless(({hottest}) => hottest !== undefined, {en: 'only a trace tells where the time went', zh: '只有 trace 说明时间花在何处'}),
		run(context) {
			const {lines, line} = linesAtCursor(context);
			const hottest = lines.find(({result, row}) => result === line?.result && row === line?.doc?.hottest);
			if (hottest) {
				moveInResults(context, {type: 'to', key: hottest.key});
			} else {
				context.notify('info', context.say({en: 'it is folded away', zh: '它已被折叠'}));
			}
		},
	},
	{
		id: 'command.order', keys: ['o'], when: 'command',
		label: {en: 'order', zh: '顺序'},
		about: {en: 'calls by their cost, or in their own order', zh: '调用按耗时或按先后排列'},
		disabled: unless(({modes}) => modes.length > 1, {en: 'it has one order only', zh: '只有一种顺序'}),
		run(context) {
			change(context, ({modes}, {mode = modes[0]}) => ({mode: modes[(modes.indexOf(mode ?? '') + 1) % modes.length]}));
		},
	},
	{
		id: 'command.sort', keys: ['s'], when: 'command', footer: 8,
		label: {en: 'sort', zh: '排序'},
		about: {en: 'sort by the next column; R turns the order round', zh: '按下一列排序；R 反转'},
		disabled: unless(({columns}) => columns.length > 0, {en: 'there is no table', zh: '没有表格'}),
		run(context) {
			change(context, ({columns}, {sort}) => {
				const column = columns[sort === undefined ? 0 : columns.indexOf(sort.column) + 1];
				return {sort: column === undefined ? undefined : {column, direction: 'up'}};
			});
		},
	},
	{
		id: 'command.reverse', keys: ['R'], when: 'command',
		label: {en: 'reverse', zh: '反序'},
		about: {en: 'turn the order round', zh: '反转排序'},
		disabled: unless(({columns}) => columns.length > 0, {en: 'there is no table', zh: '没有表格'}),
		run(context) {
			change(context, (_, {sort}) => ({sort: sort && {...sort, direction: sort.direction === 'up' ? 'down' : 'up'}}));
		},
	},
	{
		id: 'command.pause', keys: ['p'], when: 'command',
		label: {en: 'pause', zh: '暂停'},
		about: {en: 'stay here whatever comes, or follow the newest row again', zh: '停留在此处，或重新跟随最新一行'},
		run(context) {
			const {line} = linesAtCursor(context);
			if (!isFollowing(context)) {
				followResults(context);
			} else if (line) {
				moveInResults(context, {type: 'to', key: line.key});
			}
		},
	},
	{
		id: 'command.to-pane', keys: ['w'], when: 'command',
		label: {en: 'to a pane', zh: '到窗格'},
		about: {en: 'show the stream under the cursor in a pane of its own', zh: '在独立窗格中显示光标处的流'},
		disabled: context => itemAtCursor(context)?.tier === 'probe' ? undefined : context.say({en: 'it is no stream', zh: '它不是流'}),
		run(context) {
			const job = itemAtCursor(context)?.job;
			if (job) {
				showJob(context, job, 'right');
			}
		},
	},
];

function unless(can: (doc: Doc) => boolean, reason: Text): (context: ActionContext) => string | undefined {
	return context => {
		const {doc} = linesAtCursor(context).line ?? {};
		return doc && can(doc) ? undefined : context.say(reason);
	};
}

type ResultState = Parameters<typeof changeResult>[2];

function change(context: ActionContext, to: (doc: Doc, state: ResultState) => ResultState): void {
	const pane = focusedPrompt(context);
	const {line} = linesAtCursor(context);
	if (pane && line?.doc && line.result !== undefined) {
		// What moves must not take the cursor from its row.
		moveInResults(context, {type: 'to', key: line.key});
		const {prompt} = focusedPrompt(context) ?? pane;
		setPrompt(context, pane.id, changeResult(prompt, line.result, to(line.doc, prompt.results.get(line.result) ?? {})));
	}
}
