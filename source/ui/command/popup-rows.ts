import type {Span} from '../../views/block.js';
import {cutLine, lineWidth} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {displayWidth} from '../../views/width.js';
import {texts, type Say} from '../../words/index.js';
import {commandName, type CompletionItem, type Popup} from '../../workspace/command.js';
import type {Glyphs} from '../glyphs.js';
import type {PaneRow} from '../terminal/paint/layers.js';

export type PopupContext = {width: number; height: number; say: Say; glyphs: Glyphs; agent: string; line: string};

const mostItems = 8;
const widestLabel = 48;

/** What lies above the prompt to choose from, with its title and its keys; at most `height` rows. */
export function popupRows(popup: Popup, context: PopupContext): PaneRow[] {
	const {width, height, say, glyphs} = context;
	const room = Math.max(Math.min(mostItems, height - 2), 1);
	const top = Math.max(0, Math.min(popup.index - Math.floor(room / 2), popup.items.length - room));
	const shown = popup.items.slice(top, top + room);
	const labels = shown.map(item => safeText((item.label ?? item.text).slice(0, 1000)));
	const hasAbout = shown.some(({about}) => about !== undefined);
	const column = Math.min(Math.max(...labels.map(label => displayWidth(label)), 0), hasAbout ? widestLabel : width);
	const edge: Span = {text: ` ${glyphs.overlay}`, style: 'accent'};
	const items = shown.map((item, at): PaneRow => {
		const isAtCursor = top + at === popup.index;
		const row = [edge, {text: isAtCursor ? `${glyphs.cursor} ` : '  ', style: 'accent' as const}, ...itemSpans(item, labels[at] ?? '', column, say)];
		return {spans: cutLine(row, width - 1, 'end'), on: isAtCursor ? 'selection' : 'header'};
	});
	const onBar = (row: Row): PaneRow => ({spans: cutLine([edge, {text: ' '}, ...row], width - 1, 'end'), on: 'header'});
	const how = say(popup.kind === 'history' ? texts.command.howHistory : texts.command.how);
	return [
		onBar(titleOf(popup, context)),
		...items,
		...shown.length === 0 ? [] : [onBar([{text: how, style: 'dim'}])],
	].slice(0, Math.max(height, 0));
}

function itemSpans({about}: CompletionItem, label: string, column: number, say: Say): Row {
	const [cut = {text: ''}] = cutLine([{text: label}], column, 'middle');
	return about === undefined ? [cut] : [cut, {text: ' '.repeat(Math.max(column - lineWidth([cut]), 0) + 3)}, {text: say(about), style: 'dim'}];
}

function titleOf({kind, items, asked}: Popup, {say, agent, line}: PopupContext): Row {
	const fit = items.length;
	if (asked?.state === 'failed') {
		return [{text: say(texts.command.couldNotTell, {agent: safeText(agent), why: safeText(asked.problem)}), style: 'dim'}];
	}

	const waits: Row = asked?.state === 'asking' ? [{text: `${say(texts.command.asking, {agent: safeText(agent)})}   `, style: 'dim'}] : [];
	if (fit === 0) {
		return waits.length > 0 ? waits : [{text: say(texts.command.nothingFits), style: 'dim'}];
	}

	if (kind === 'history') {
		return [{text: say(texts.command.inHistory, {fit}), style: 'title'}];
	}

	const isOptions = items.every(({text}) => text.startsWith('-'));
	const title = asked?.state === 'known' && asked.isCut
		? say(texts.command.firstOf, {fit})
		: say(isOptions ? texts.command.optionsFit : texts.command.fit, {fit, command: safeText(commandName(line))});
	return [...waits, {text: title, style: 'title'}];
}
