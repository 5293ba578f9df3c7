import type {Connection} from '../../core/client/connection.js';
import {explain} from '../../core/explain.js';
import {texts, told} from '../../words/index.js';
import type {Row} from '../../views/layout.js';
import {wrapLine} from '../../views/fit-line.js';
import {safeText} from '../../views/safe-text.js';
import {clockTime} from '../clock-time.js';
import type {PaneContext} from '../panes/pane-view.js';

/** More servers than these are told by the header alone. */
const most = 3;

/** The servers that do not answer: why, and when they are called again; and of the others where their lists come from. */
export function serverRows(context: ServerContext): Row[] {
	const {program: {fleet}} = context;
	return fleet.connections.getSnapshot().flatMap(connection => serverRow(connection, context)).slice(0, most * 2);
}

type ServerContext = Pick<PaneContext, 'program' | 'say' | 'glyphs' | 'width'>;

function serverRow(connection: Connection, context: ServerContext): Row[] {
	const {endpoint: {name}, state} = connection;
	const {say, glyphs} = context;
	const now = state.getSnapshot();
	switch (now.name) {
		case 'waiting': {
			return wrapped([
				{text: `${glyphs.unknown} ${say(texts.agents.downBecause, {server: safeText(name), why: safeText(told(say, now.error.message))})}`, style: 'warn'},
				{text: `  ${say(texts.agents.triesAgain, {at: clockTime(now.retryAt)})}`, style: 'dim'},
			], context);
		}

		case 'stopped': {
			return wrapped([
				{text: `${glyphs.failed} ${say(texts.agents.downBecause, {server: safeText(name), why: safeText(told(say, now.error.message))})}`, style: 'bad'},
				{text: `  ${say(texts.agents.needsPerson, {todo: safeText(told(say, explain(now.error).todo))})}`, style: 'dim'},
			], context);
		}

		case 'connecting': {
			return [[{text: `   ${glyphs.unknown} ${say(texts.agents.connecting, {server: safeText(name)})}`, style: 'dim'}]];
		}

		case 'silent': {
			return [[{text: `   ${glyphs.out} ${say(texts.agents.silent, {server: safeText(name), at: clockTime(now.since)})}`, style: 'warn'}]];
		}

		default: {
			return sourceRows(connection, context);
		}
	}
}

/** What to do stands at the end, and must not be cut off. */
function wrapped(line: Row, {width}: ServerContext): Row[] {
	return wrapLine(line, Math.max(width - 6, 20)).map((row, at) => [{text: at === 0 ? '   ' : '     '}, ...row]);
}

/** Which of its sources gave a server's list, and which switch would give more: in one row, or whole where the list is empty. */
function sourceRows(connection: Connection, {say, glyphs, width}: ServerContext): Row[] {
	const {endpoint: {name}, agents} = connection;
	const notes = (connection.facts()?.notes ?? []).map(note => safeText(told(say, note)));
	if (notes.length === 0) {
		return [];
	}

	const line = `${safeText(name)}: ${notes.join(` ${glyphs.dot} `)}`;
	return agents.getSnapshot().length > 0
		? [[{text: `   ${line}`, style: 'dim'}]]
		: wrapLine([{text: line, style: 'info'}], Math.max(width - 4, 20)).map(row => [{text: '   '}, ...row]);
}
