import type {Job} from '../../core/client/job.js';
import {formatLoss, isEnd} from '../../core/client/job-state.js';
import {ageText} from '../../views/age-text.js';
import {safeText} from '../../views/safe-text.js';
import {texts} from '../../words/index.js';
import type {DocView} from '../../workspace/doc.js';
import {createList, type ListState} from '../../workspace/list-state.js';
import {clockTime} from '../clock-time.js';
import type {DocRow, DocState} from '../docs/doc.js';
import {openedDoc} from '../docs/opened-doc.js';
import {paintDoc} from '../docs/paint-doc.js';
import {hottestKey} from '../docs/results/trace/hottest.js';
import {withGaps, type TitlePart} from '../panes/fit-title.js';
import type {PaneContext, PaneView} from '../panes/pane-view.js';
import {lastCall} from '../panes/last-call.js';
import {endWords} from '../stream/end-words.js';
import {modelOf} from '../stream/stream-model.js';
import {docState, modesOf, resultRows} from './result-rows.js';
import {shownResult, type ShownResult} from './shown-result.js';

/** One result of a job, or its newest one, which then changes in its place. */
export const resultPane: PaneView = {
	title(context) {
		const {pane, say} = context;
		const shown = shownResult(context);
		const name = context.program.fleet.agentOf(pane.target)?.name ?? shown?.agent.name ?? pane.target ?? '';
		const search = searchOf(context);
		return {
			left: [{text: safeText(shown?.job.commandLine ?? pane.command ?? pane.title)}, {text: `   ${safeText(name)}`}],
			right: [
				...search === '' ? [] : [{text: `${say(texts.result.searching, {text: safeText(search)})}   `, style: 'accent' as const}],
				...shown === undefined ? [] : factsOf(shown, context),
				...pane.lost === undefined ? [] : [{text: `  ${safeText(pane.lost)}`, style: 'bad' as const}],
			],
		};
	},
	paint(context) {
		const {height, focused, glyphs, say} = context;
		const shown = shownResult(context);
		if (shown === undefined) {
			return {rows: [[{text: ` ${say(texts.stream.neverRan)}`, style: 'dim'}]]};
		}

		return {
			rows: paintDoc(resultRows(shown, stateOf(context), context), {
				list: listOf(context), height, focused, glyphs, search: searchOf(context),
			}),
		};
	},
	contexts: () => ['result', 'doc', 'list'],
	list(context) {
		const shown = shownResult(context);
		const rows = shown === undefined ? [] : resultRows(shown, stateOf(context), context);
		return {
			lines: linesOf(rows), height: context.height, now: context.now, doc: shown === undefined ? undefined : docView(shown, rows, context),
		};
	},
	isPatient: true,
};

const noList = createList();

function listOf({pane}: PaneContext): ListState {
	return pane.list ?? noList;
}

function stateOf(context: PaneContext): DocState {
	const {folded, sort} = listOf(context);
	return docState(folded, sort, context.pane.data?.['mode']);
}

function searchOf({pane}: PaneContext): string {
	const search = pane.data?.['search'];
	return typeof search === 'string' ? search : '';
}

const linesOf = lastCall((rows: readonly DocRow[]) => rows.map(({key, isQuiet}) => ({key, kind: 'row' as const, isQuiet})));

function docView(shown: ShownResult, rows: readonly DocRow[], context: PaneContext): DocView {
	const result = shown.entry?.result;
	const state = stateOf(context);
	return {
		lines: rows,
		columns: rows.flatMap(({columns = []}) => columns),
		modes: modesOf(result),
		hottest: result?.type === 'trace' ? hottestKey(result) : undefined,
		opened: () => openedDoc(toggled => resultRows(shown, {...state, toggled}, context), state.toggled),
	};
}

/** Which one it is, how the job does, what is lost, and of when it is. */
function factsOf({entry, job, agent, number, count, isFollowing, base}: ShownResult, {say, glyphs, now}: PaneContext): TitlePart[] {
	const {state, loss} = job.getSnapshot();
	const words = texts.result;
	const lost = formatLoss(loss).replace('≥', glyphs.atLeast);
	const end = isEnd(state)
		? endWords(state, {
			say, glyphs, agent: agent.name, hits: hitsOf(job),
		})
		: undefined;
	const isNewest = number === count;
	const time = entry === undefined ? '' : clockTime(entry.at);
	return withGaps([
		...(typeof base === 'object' ? [{text: say(words.with, {number: base.number}), style: 'accent' as const, rank: 4}] : []),
		...(count > 1 || end === undefined ? [{text: isNewest ? say(words.sample, {number}) : say(words.sampleOf, {number, count}), rank: 3}] : []),
		{...end ? {text: `${end.glyph} ${end.text}`, style: end.style} : {text: say(texts.stream[isFollowing ? 'following' : 'paused']), style: isFollowing ? undefined : 'warn' as const}, rank: 1},
		{text: say(texts.stream.lost, {count: lost}), style: lost === '0' ? 'dim' as const : 'bad' as const},
		...(entry === undefined ? [] : [isNewest ? {text: say(words.asOf, {time}), rank: 2} : {text: say(words.at, {time, age: ageText(now - entry.at)}), style: 'warn' as const, rank: 2}]),
	], '   ');
}

/** Not all results are hits; a stream that nobody shows has to be read for it, once, as it has ended. */
function hitsOf(job: Job): number {
	const {figures} = modelOf(job);
	figures.read(job.entries(), () => false);
	return figures.hits;
}
