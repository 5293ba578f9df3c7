import type {Action, KeyContext} from '../../actions/action.js';
import type {ActionContext} from '../../actions/context.js';
import {isHere} from '../../actions/is-here.js';
import {markedIn} from '../../actions/list.js';
import {lineWidth} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {texts} from '../../words/index.js';
import {orElse} from '../or-else.js';
import {isForHost} from '../../workspace/keymap.js';
import {displayWidth} from '../../views/width.js';
import {lastCall} from '../panes/last-call.js';

/** A key with what it does. */
export type Hint = {key: string; label: string; order: number};

/** What works here and now, as the table of actions has it: from the left what is done most, to the right what always works. */
export function footerHints(program: ActionContext, contexts: readonly KeyContext[]): Hint[] {
	const seen = new Set<string>();
	return actionsIn(program.actions, contexts.join(' '))
		.filter(action => orElse(() => action.disabled?.(program), () => '') === undefined)
		.map(action => ({key: keyFor(program.keysOf(action.id), contexts), label: program.say(action.label), order: orderOf(action, program, contexts)}))
		.filter(({key}) => key !== '' && !seen.has(key) && seen.add(key))
		.sort((one, other) => one.order - other.order);
}

/** With marks what is done with them stands first, as they are named there. */
function orderOf({footer = 0}: Action, program: ActionContext, contexts: readonly KeyContext[]): number {
	return footer < 3 && marksRow(program, contexts).length > 0 ? footer + 6 : footer;
}

/** On how many agents the keys act where some are marked: one of them alone would be a surprise, and so would all. */
export function marksRow(program: ActionContext, contexts: readonly KeyContext[]): Row {
	const count = contexts.includes('agents') ? markedIn(program) : 0;
	return count === 0 ? [] : [{text: ` ${program.say(texts.frame.onMarked, {count})} `}];
}

/** Asked with each frame, out of over a hundred. */
const actionsIn = lastCall((actions: readonly Action[], contexts: string) => {
	const here = contexts.split(' ') as KeyContext[];
	return actions.filter(action => action.footer !== undefined && isHere(action, here));
});

/** Where text is typed a character types itself, and a console has nearly all keys, so that only the others can be told. */
function keyFor(keys: readonly string[], contexts: readonly KeyContext[]): string {
	if (contexts.includes('console')) {
		return keys.find(key => !isForHost(key.split(' ')[0] ?? '', [])) ?? '';
	}

	const isTyped = contexts.includes('prompt') || contexts.includes('field');
	return (isTyped ? keys.find(key => [...key].length > 1) : keys[0]) ?? '';
}

const everywhereFrom = 90;

/** @param lead What the keys act on, where that must be said. */
export function footerRow(hints: readonly Hint[], width: number, lead: Row = []): Row {
	const right = hints.filter(({order}) => order >= everywhereFrom);
	const rightWidth = widthOf(right);
	const left: Hint[] = [];
	for (const hint of hints) {
		if (hint.order < everywhereFrom && lineWidth(lead) + widthOf([...left, hint]) + rightWidth + 2 < width) {
			left.push(hint);
		}
	}

	const gap = Math.max(width - lineWidth(lead) - widthOf(left) - rightWidth - 1, 1);
	return [...lead, ...spansOf(left), {text: ' '.repeat(gap)}, ...rightWidth < width ? spansOf(right) : []];
}

function spansOf(hints: readonly Hint[]): Row {
	return hints.flatMap(({key, label}) => [{text: ` ${key}`, style: 'accent' as const}, {text: ` ${label} `, style: 'dim' as const}]);
}

function widthOf(hints: readonly Hint[]): number {
	let width = 0;
	for (const {key, label} of hints) {
		width += displayWidth(key) + displayWidth(label) + 3;
	}

	return width;
}
