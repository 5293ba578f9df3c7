import {isEnd} from '../../core/client/job-state.js';
import {commandsOf, type ArthasCommand} from '../../core/arthas-commands.js';
import type {Agent} from '../../core/client/agent.js';
import {tierOf} from '../../core/safety.js';
import type {SessionRun} from '../../actions/live/session-run.js';
import {cutLine} from '../../views/fit-line.js';
import type {Span} from '../../views/block.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {texts} from '../../words/index.js';
import {
	commandLines, createPrompt, lintCommand, type Remark, type PromptState,
} from '../../workspace/command.js';
import {createList, visible} from '../../workspace/list-state.js';
import type {TitlePart} from '../panes/fit-title.js';
import type {PaneContext, PanePainting, PaneView} from '../panes/pane-view.js';
import {lastCall} from '../panes/last-call.js';
import {markFound} from '../stream/spans.js';
import {textPattern} from '../stream/text-pattern.js';
import type {PaneRow} from '../terminal/paint/layers.js';
import type {LinesContext, PaintedLine} from './item-lines.js';
import {heldSpans} from './held-spans.js';
import {popupRows} from './popup-rows.js';
import {promptRows} from './prompt-rows.js';
import {isBeingTyped, remarkText} from './remark-text.js';
import {allLines, lastLines} from './transcript.js';

/** A session on one agent: what its commands told, and a prompt below that. */
export const commandPane: PaneView = {
	title(context) {
		const {say, glyphs} = context;
		const agent = agentOf(context);
		const facts = agent
			? [
				agent.kind === 'jvm' ? `arthas ${agent.version ?? '?'}` : `${agent.kind} ${agent.version ?? ''}`.trimEnd(),
				say(agent.results === 'text' ? texts.command.textOnly : texts.command.structured),
			].map((fact, at) => ({text: `${at === 0 ? '   ' : ` ${glyphs.dot} `}${safeText(fact)}`, rank: 3 + at}))
			: [];
		return {
			left: [{text: safeText(nameOf(context))}, ...facts],
			right: [
				...absence(context),
				runningPart(context),
			],
		};
	},
	paint,
	contexts: context => promptOf(context).isReading ? ['command'] : ['prompt'],
	list(context) {
		const {above, blank} = partsOf(context);
		const lines = readLines(context, blank);
		return {
			lines, height: above, now: context.now, above: Math.max(above - lines.length, 0),
		};
	},
};

/** Why it takes no command now. */
function absence({pane, say, glyphs, program: {fleet}}: PaneContext): TitlePart[] {
	if (pane.lost !== undefined) {
		return [{text: `${safeText(pane.lost)}   `, style: 'bad'}];
	}

	return fleet.agentOf(pane.target) ? [] : [{text: `${glyphs.unknown} ${say(texts.command.absent)}   `, style: 'warn'}];
}

const emptyPrompt = createPrompt();
const noList = createList();
const noParts: ReadonlySet<number> = new Set();
const lint = lastCall(lintCommand);
const judge = lastCall(tierOf);
const each = lastCall(commandLines);

/** No command that long is typed by a person, who could mend it, and looking through it for each key would be felt. */
const longestLint = 16 << 10;

function promptOf({pane}: PaneContext): PromptState {
	return pane.prompt ?? emptyPrompt;
}

function sessionOf({pane, program: {live}}: PaneContext): SessionRun | undefined {
	const thing = live.get(pane.live);
	return thing?.kind === 'session' ? thing.session : undefined;
}

function nameOf(context: PaneContext): string {
	return agentOf(context)?.name ?? context.pane.title;
}

/** As it is listed now, or as it was when the session began. */
function agentOf(context: PaneContext): Agent | undefined {
	return context.program.fleet.agentOf(context.pane.target) ?? sessionOf(context)?.session.agent;
}

function linesContext(context: PaneContext): LinesContext {
	const {width, say, glyphs, now} = context;
	return {
		width, say, glyphs, now, prompt: promptOf(context), parted: sessionOf(context)?.parted ?? noParts, agent: nameOf(context),
	};
}

type Parts = {typed: ReturnType<typeof promptRows>; remark: Row; blank: boolean; above: number};

/** The rows below the transcript, which always has at least one of its own. */
function partsOf(context: PaneContext): Parts {
	const {width, height, say, glyphs} = context;
	const {field: {text, caret}} = promptOf(context);
	const commands = commandsOf(agentOf(context) ?? {kind: 'jvm', version: null});
	const isLong = text.length > longestLint;
	const [first = text, ...others] = isLong ? [text] : each(text, commands);
	const remarks = isLong || others.length > 0 ? [] : lint(text, commands);
	const marked = remarks.filter(remark => remark.end > remark.start && remark.kind !== 'no-limit' && !isBeingTyped(remark, {caret}));
	const typed = promptRows(promptOf(context).field, {
		tier: isLong || isHalfName(text, caret, commands) ? undefined : judge(first).tier, width, say, height: Math.max(1, Math.floor(height / 3)), marked,
	});
	const said = isLong || text.trim() === '' ? undefined : saidOf(context, remarks, others.length + 1);
	const remark: Row = said ? cutLine([{text: ` ${said.style === 'warn' ? glyphs.alert : ' '} `, style: said.style}, said], width - 1, 'end') : [];
	const blank = height >= 10;
	return {
		typed, remark, blank, above: Math.max(height - typed.rows.length - 1 - Number(blank), 0),
	};
}

function saidOf(context: PaneContext, remarks: readonly Remark[], count: number): Span | undefined {
	const {say} = context;
	const {field: {text, caret}} = promptOf(context);
	return count > 1
		? {text: say(texts.command.several, {count}), style: 'dim'}
		: remarkText(remarks, {
			line: text, caret, session: sessionOf(context)?.session, say, readOnly: context.program.readOnly,
		});
}

/** What begins like a command is not judged before it can be told from others. */
function isHalfName(text: string, caret: number, commands: readonly ArthasCommand[]): boolean {
	const typed = text.trimStart();
	return typed !== '' && caret === text.length && !commands.some(({name}) => name === typed) && commands.some(({name}) => name.startsWith(typed));
}

function paint(context: PaneContext): PanePainting {
	const {width, height, say, glyphs} = context;
	const prompt = promptOf(context);
	const parts = partsOf(context);
	const {typed, remark, blank, above} = parts;
	const isEmpty = (sessionOf(context)?.items() ?? []).length === 0;
	const transcript = prompt.isReading && !isEmpty ? readRows(context, parts) : newestRows(context, parts);
	const popup = prompt.popup && !prompt.isReading
		? popupRows(prompt.popup, {
			width, height: Math.max(above - 1, Math.min(above, 3)), say, glyphs, agent: nameOf(context), line: prompt.field.text,
		})
		: [];
	const covered = popup.length === 0 ? transcript : [...transcript.slice(0, Math.max(above - popup.length, 0)), ...popup];
	const held = heldRow(context);
	const rows = [...covered, ...blank ? [held ?? []] : [], ...typed.rows, blank ? remark : held ?? remark];
	const row = covered.length + Number(blank) + typed.cursor.row;
	return {rows: rows.slice(0, height), cursor: prompt.isReading || row >= height ? undefined : {row, column: typed.cursor.column}};
}

/** Rows above the prompt, to which new ones come. */
function newestRows(context: PaneContext, {above, blank}: Parts): PaneRow[] {
	const items = sessionOf(context)?.items() ?? [];
	if (items.length === 0) {
		const hint = promptOf(context).isReading ? texts.command.hintRead : texts.command.hint;
		return fill([[{text: `   ${context.say(hint, {agent: safeText(nameOf(context))})}`, style: 'dim' as const}]].slice(0, above), above);
	}

	const lines = lastLines(items, above + Number(blank), linesContext(context)).slice(0, lastRow(blank));
	return fill(lines.map(({spans}) => [{text: ' '}, ...spans]), above);
}

/** The blank row behind the last command is the one above the prompt. */
function lastRow(blank: boolean): number | undefined {
	return blank ? -1 : undefined;
}

function readLines(context: PaneContext, blank: boolean): readonly PaintedLine[] {
	return allLines(sessionOf(context)?.items() ?? [], linesContext(context)).slice(0, lastRow(blank));
}

/** Rows around the cursor of whoever reads. */
function readRows(context: PaneContext, {above, blank}: Parts): PaneRow[] {
	const {focused, glyphs, pane} = context;
	const view = visible<PaintedLine>(pane.list ?? noList, readLines(context, blank), above);
	const {search = ''} = promptOf(context);
	const pattern = search === '' ? undefined : textPattern(search, 'giu');
	return fill(view.items.map((line, at): PaneRow => {
		const isAtCursor = view.top + at === view.cursor;
		const found = pattern ? markFound(line.spans, pattern) : line.spans;
		const spans = [{text: isAtCursor ? (focused ? glyphs.cursor : glyphs.blurred) : ' ', style: 'accent' as const}, ...found];
		return isAtCursor && focused ? {spans, on: 'selection'} : spans;
	}), above);
}

/** Says that what is read stands still, and what has come since. */
function heldRow(context: PaneContext): Row | undefined {
	const {isReading, heldAt} = promptOf(context);
	return isReading && heldAt !== undefined ? heldSpans(sessionOf(context)?.items() ?? [], heldAt, context) : undefined;
}

function fill(rows: readonly PaneRow[], count: number): PaneRow[] {
	return [...Array.from({length: Math.max(count - rows.length, 0)}, (): PaneRow => []), ...rows];
}

function runningPart(context: PaneContext): TitlePart {
	const {say} = context;
	const running = (sessionOf(context)?.items() ?? []).filter(({job}) => !isEnd(job.getSnapshot().state));
	const [first] = running;
	if (!first) {
		return {text: say(texts.command.nothingRuns), rank: 2};
	}

	return {text: running.length === 1 ? say(texts.command.runs, {command: safeText(/\S+/u.exec(first.typed)?.[0] ?? '')}) : say(texts.command.manyRun, {count: running.length})};
}
