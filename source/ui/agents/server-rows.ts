import type {Connection} from '../../core/client/connection.js';
import {explain} from '../../core/explain.js';
import {texts, told} from '../../words/index.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {clockTime} from '../clock-time.js';
import type {PaneContext} from '../panes/pane-view.js';

/** More servers than these are told by the header alone. */
const most = 3;

/** The servers that do not answer: why, and when they are called again. */
export function serverRows(context: Pick<PaneContext, 'program' | 'say' | 'glyphs'>): Row[] {
	const {program: {fleet}} = context;
	return fleet.connections.getSnapshot().flatMap(connection => serverRow(connection, context)).slice(0, most);
}

function serverRow({endpoint: {name}, state}: Connection, {say, glyphs}: Pick<PaneContext, 'say' | 'glyphs'>): Row[] {
	const now = state.getSnapshot();
	switch (now.name) {
		case 'waiting': {
			return [[
				{text: `   ${glyphs.unknown} ${say(texts.agents.downBecause, {server: safeText(name), why: safeText(told(say, now.error.message))})}`, style: 'warn'},
				{text: `  ${say(texts.agents.triesAgain, {at: clockTime(now.retryAt)})}`, style: 'dim'},
			]];
		}

		case 'stopped': {
			return [[
				{text: `   ${glyphs.failed} ${say(texts.agents.downBecause, {server: safeText(name), why: safeText(told(say, now.error.message))})}`, style: 'bad'},
				{text: `  ${say(texts.agents.needsPerson, {todo: safeText(told(say, explain(now.error).todo))})}`, style: 'dim'},
			]];
		}

		case 'connecting': {
			return [[{text: `   ${glyphs.unknown} ${say(texts.agents.connecting, {server: safeText(name)})}`, style: 'dim'}]];
		}

		case 'silent': {
			return [[{text: `   ${glyphs.out} ${say(texts.agents.silent, {server: safeText(name), at: clockTime(now.since)})}`, style: 'warn'}]];
		}

		default: {
			return [];
		}
	}
}
