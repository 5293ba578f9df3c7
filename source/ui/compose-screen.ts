import type {KeyContext} from '../actions/action.js';
import type {ActionContext} from '../actions/context.js';
import type {Row} from '../views/layout.js';
import {
	bodyOf, geometry, isSameRect, leaves, showsContent, type PaneId, type Rect, type Size, type Stacked,
} from '../workspace/layout.js';
import {nextAgeChange} from '../workspace/next-age-step.js';
import {nextNoticeEnd} from '../workspace/notices.js';
import {activeTabOf, type Workspace} from '../workspace/workspace.js';
import {texts} from '../words/index.js';
import {faultRows} from './fault-rows.js';
import {
	footerHints, footerRow, marksRow, type Hint,
} from './frame/footer.js';
import type {FrameModel} from './frame/frame-model.js';
import {headerRow, type HeaderFacts} from './frame/header.js';
import {noticeRows} from './frame/notice-rows.js';
import {sgrText} from './frame/sgr-text.js';
import type {Glyphs} from './glyphs.js';
import {overlayViewOf} from './overlays/overlay-views.js';
import {orElse} from './or-else.js';
import {fitTitle} from './panes/fit-title.js';
import {paneViews} from './panes/pane-views.js';
import type {PaneContext, PanePainting} from './panes/pane-view.js';
import type {
	Overlay, Pane, PaneRow, Place,
} from './terminal/compositor.js';
import type {Theme} from './terminal/theme.js';
import {tooSmall} from './too-small.js';

export type ScreenFacts = Omit<HeaderFacts, 'program'> & {
	program: ActionContext;
	glyphs: Glyphs;
	theme: Theme;
	contexts: readonly KeyContext[];
	/** What may follow on the keys that wait for more, instead of the usual hints. */
	pendingHints: readonly Hint[] | undefined;
	/** What is on the screen now; nothing before the first frame. */
	shown: Workspace | undefined;
};

/** Everything that is on the screen at one moment. */
export type Composed = {
	model: FrameModel;
	panes: Pane[];
	overlays: Overlay[];
	cursor: Place | undefined;
	/** When something changes by the mere passing of time (epoch ms). */
	nextChange: number | undefined;
};

/** Puts the screen together from plain data and what lives; nothing is written here. */
export function composeScreen(facts: ScreenFacts): Composed {
	const workspace = facts.program.store.getSnapshot();
	const {size} = workspace;
	if (tooSmall.isSo(size)) {
		return tooSmall.compose(facts, size);
	}

	const {panes: rects, separators, stacked} = geometry(activeTabOf(workspace), bodyOf(size));
	const painted = [...rects].map(([id, rect]) => paintPane(id, rect, stacked.get(id), facts, workspace));
	const paneCursor = workspace.overlay ? undefined : painted.find(({cursor}) => cursor !== undefined)?.cursor;
	const dialogs = overlayBoxes(workspace, facts);
	// A form as large as the body would hide what is told of it.
	const isFull = dialogs.some(({rect}) => rect.height >= size.rows - 2);
	const used = isFull ? dialogs[0]?.cursor?.row : paneCursor?.row ?? chosenRow(painted);
	const notices = noticeBoxes(workspace, facts, used);
	const boxes = isFull ? [...dialogs, ...notices] : [...notices, ...dialogs];
	const edge = sgrText([{text: facts.glyphs.edge, style: 'dim'}], 1, facts.theme);
	const lost = facts.program.fleet.health.getSnapshot().map(({lostAt}) => lostAt).filter(time => time !== null);
	const times = [...painted.map(({painting}) => painting.nextChange), nextNoticeEnd(workspace.notices), nextAgeChange(lost, facts.now)].filter(time => time !== undefined);
	return {
		model: {
			size,
			separators: separators.map(({column, row, length}) => ({column, row, rows: Array.from({length}, () => edge)})),
			boxes: boxes.map(({rect, rows}) => ({rect, rows})),
		},
		panes: [...painted.flatMap(({panes}) => panes), ...edges(facts, size)],
		overlays: boxes.map(({rect}) => ({rect})),
		cursor: boxes.find(({cursor}) => cursor !== undefined)?.cursor ?? paneCursor,
		nextChange: times.length === 0 ? undefined : Math.min(...times),
	};
}

/** The context from which a pane is painted, or asked for its lines. */
export function paneContext(id: PaneId, rect: Rect, {program, glyphs, now}: Pick<ScreenFacts, 'program' | 'glyphs' | 'now'>, workspace: Workspace): PaneContext {
	const pane = workspace.panes[id];
	if (!pane) {
		throw new Error(`a tab with the pane ${id}, which does not exist`);
	}

	return {
		id, pane, width: rect.width, height: Math.max(rect.height - 1, 0), focused: activeTabOf(workspace).focus === id, now, say: program.say, glyphs, program,
	};
}

/** The first and the last row of the screen. */
function edges(facts: ScreenFacts, {columns, rows}: Size): Pane[] {
	// The last cell of the screen is never written.
	const width = columns - 1;
	return [
		{
			rect: {
				column: 0, row: 0, width: columns, height: 1,
			}, rows: [{spans: soundRow(facts, () => headerRow(facts, columns)), on: 'header'}],
		},
		{
			rect: {
				column: 0, row: rows - 1, width, height: 1,
			}, rows: [soundRow(facts, () => footerFor(facts, width))],
		},
	];
}

function footerFor({program, contexts, pendingHints}: ScreenFacts, width: number): Row {
	return pendingHints ? footerRow(pendingHints, width) : footerRow(footerHints(program, contexts), width, marksRow(program, contexts));
}

/** A part of the frame that can't be drawn says so in its own row, as a pane does in its own rectangle. */
function soundRow({program: {say}}: ScreenFacts, draw: () => Row): Row {
	return orElse(draw, error => faultRows(error, say)[0] ?? []);
}

type Painted = {panes: Pane[]; painting: PanePainting; cursor: Place | undefined};

function paintPane(id: PaneId, rect: Rect, stack: Stacked | undefined, facts: ScreenFacts, workspace: Workspace): Painted {
	const context = paneContext(id, rect, facts, workspace);
	const view = paneViews[context.pane.kind];
	const painting: PanePainting = showsContent(rect) ? view.paint(context) : {rows: []};
	const title = orElse(() => titleRow(context, stack), error => faultRows(error, context.say)[0] ?? []);
	const cursor = context.focused && painting.cursor ? {column: rect.column + painting.cursor.column, row: rect.row + 1 + painting.cursor.row} : undefined;
	const {column, row, width} = rect;
	return {
		panes: [
			{
				rect: {
					column, row, width, height: 1,
				}, rows: [title],
			},
			{
				rect: {
					column, row: row + 1, width, height: context.height,
				}, rows: painting.rows.slice(0, context.height), isPatient: view.isPatient === true && isShown(id, rect, facts.shown, workspace),
			},
		], painting, cursor,
	};
}

/** What a person did to a pane has to be seen at once, also where the link is slow and what comes by itself can wait. */
function isShown(id: PaneId, rect: Rect, shown: Workspace | undefined, {panes}: Workspace): boolean {
	return shown?.panes[id] === panes[id] && shown !== undefined && isSameRect(geometry(activeTabOf(shown), bodyOf(shown.size)).panes.get(id), rect);
}

/** Focus is told by a sign, by weight and by a ground. */
function titleRow(context: PaneContext, stack: Stacked | undefined): PaneRow {
	const {focused, glyphs, width, pane} = context;
	const {left, right} = paneViews[pane.kind].title(context);
	const style = focused ? 'focus' as const : undefined;
	const [name = {text: ''}, ...others] = left.map(part => ({...part, style: style ?? part.style}));
	const row = fitTitle({
		left: [{...name, text: `${focused ? glyphs.focus : ' '}${name.text}`}, ...others, ...focused ? [{text: ' ', style}] : [], ...serverSign(context), ...placeSign(context, stack)],
		right,
	}, width - 1);
	return {spans: [...row, {text: ' '}], on: 'title'};
}

/** That there is more than what is seen: panes behind this one, for want of room or because it has all of it. */
function placeSign({focused, say, program: {store}}: PaneContext, stack: Stacked | undefined): Row {
	const {zoomed, root} = activeTabOf(store.getSnapshot());
	const count = leaves(root).length;
	if (focused && zoomed && count > 1) {
		return [{text: `  ${say(texts.frame.zoomed, {count: count - 1})}`, style: 'warn'}];
	}

	return stack ? [{text: `  ${stack.position}/${stack.count}`, style: 'warn'}] : [];
}

/** That nobody knows now how the agent of a pane is, as its server is out of reach. */
function serverSign({pane: {target}, program: {fleet}, glyphs, say}: PaneContext): Row {
	const server = fleet.agentOf(target)?.server;
	const isLost = fleet.health.getSnapshot().some(({name, lostAt}) => name === server && lostAt !== null);
	return isLost ? [{text: `  ${glyphs.unknown} ${say(texts.frame.serverLost)}`, style: 'warn'}] : [];
}

type Box = {rect: Rect; rows: string[]; cursor?: Place | undefined};

/** The row of the screen on which the cursor of the focused pane is. */
function chosenRow(painted: readonly Painted[]): number | undefined {
	for (const {panes: [, body]} of painted) {
		const at = body?.rows.findIndex(row => 'on' in row && row.on === 'selection') ?? -1;
		if (body && at !== -1) {
			return body.rect.row + at;
		}
	}

	return undefined;
}

/** On the last rows of the body, or above the row that is typed in or chosen there. */
function noticeBoxes({notices, size, overlay}: Workspace, {theme, glyphs, contexts, program}: ScreenFacts, used: number | undefined): Box[] {
	if (notices.length === 0 || overlay?.kind === 'palette' || overlay?.kind === 'ask') {
		return [];
	}

	// A host gets nearly all keys of its console.
	const isForHost = contexts.includes('console');
	const how = [isForHost ? program.keysOf('console.step-out')[0] : undefined, program.keysOf('notices.dismiss')[0]].filter(key => key !== undefined).join(' ');
	const rows = noticeRows(notices, size.columns, glyphs, how);
	const last = size.rows - 1 - rows.length;
	return [{
		rect: {
			column: 0, row: used !== undefined && used >= last ? Math.max(used - rows.length, 1) : last, width: size.columns, height: rows.length,
		},
		rows: rows.map(row => sgrText(row, size.columns, theme, 'header')),
	}];
}

function overlayBoxes({overlay, size}: Workspace, {theme, glyphs, program}: ScreenFacts): Box[] {
	if (!overlay) {
		return [];
	}

	const {rect, rows, cursor} = overlayViewOf(overlay.kind).paint({
		overlay, size, glyphs, program,
	});
	const text = Array.from({length: rect.height}, (_, at) => {
		const {row = [], isChosen = false} = rows[at] ?? {};
		return sgrText(row, rect.width, theme, isChosen ? 'selection' : 'header');
	});
	return [{rect, rows: text, cursor}];
}
