import {commandsOf, type ArthasCommand} from '../core/arthas-commands.js';
import {tierOf, type Tier} from '../core/safety.js';
import {createList, type ListLine} from '../workspace/list-state.js';
import type {Overlay} from '../workspace/overlay.js';
import type {Action} from './action.js';
import {completePalette} from './complete-palette.js';
import type {ActionContext} from './context.js';
import {isHere} from './is-here.js';
import {runOn} from './open.js';
import {rankText} from './rank-text.js';
import {targetsOf} from './targets.js';

/** A line of the palette: something of ours that can be done, or a command for agents as it was typed. */
export type PaletteLine = ListLine & (
	| {what: 'action'; action: Action; argument: string | undefined; disabled: string | undefined}
	| {what: 'command'; command: string; targets: readonly string[]}
	/** A command that begins with what was typed. */
	| {what: 'suggestion'; command: ArthasCommand}
	/** What the word at the cursor can become, with the line that this gives. */
	| {what: 'word'; word: string; text: string; caret: number}
);

/** @param caret Where the cursor stands in the text, at its end unless given. */
export function openPalette({store, now}: ActionContext, text: string, caret = text.length): void {
	store.dispatch({
		type: 'overlay', overlay: {
			kind: 'palette', text, caret, list: createList(), since: now(),
		},
	});
}

/** What is chosen from: words where some were asked for, else all that the text can mean. */
export function linesOfPalette(context: ActionContext, {text, data}: Overlay): PaletteLine[] {
	const {
		of, start, end, items,
	} = data ?? {};
	if (of !== text || !Array.isArray(items) || items.length === 0) {
		return paletteLines(context, text);
	}

	const before = text.slice(0, Number(start));
	return items.filter(item => typeof item === 'string').map((word): PaletteLine => {
		const behind = text.slice(Number(end));
		return {
			kind: 'row', key: `word ${word}`, what: 'word', word, text: `${before}${word}${behind.startsWith(' ') ? '' : ' '}${behind}`, caret: before.length + word.length + 1,
		};
	});
}

/**
What the typed text can mean, the best first. The name of an action with an argument means just that; a text that begins with no
name of ours is a command for the chosen agents: one that they know comes first, any other last, after all actions that it could be a part of.
*/
export function paletteLines(context: ActionContext, text: string): PaletteLine[] {
	const {actions, say} = context;
	const typed = text.trim();
	const [name = '', ...rest] = typed.split(/\s+/u);
	const usable = actions.filter(action => isHere(action, context.contexts()));
	const isNamed = ({id}: Action) => id === name || shortName(id) === name;
	const named = usable.find(action => isNamed(action)) ?? actions.find(action => isNamed(action));
	// A blank behind the name says that there will be an argument, or that there is none.
	const argument = rest.length > 0 || /\s$/u.test(text) ? typed.slice(name.length).trim() : undefined;
	if (named?.argument !== undefined && argument !== undefined) {
		return [actionLine(named, context, argument)];
	}

	const ranked = usable
		.map(action => ({action, rank: isNamed(action) && rest.length === 0 ? -1 : rankAction(action, typed, say)}))
		.filter(({rank}) => rank !== undefined)
		.sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
		.map(({action}) => actionLine(action, context, undefined));
	const known = knownCommands(context);
	const command = commandLine(context, typed);
	const isCommand = known.some(each => each.name === name);
	const suggested = rest.length > 0 || isCommand ? [] : suggestions(known, name);
	// What is called just so is meant: `stop` ends a stream here, and not Arthas over there for everybody.
	const own = ranked.filter(line => line.what === 'action' && isNamed(line.action) && rest.length === 0);
	const others = ranked.filter(line => !own.includes(line));
	// What can't be done now is found, too, with its reason, but is in nobody's way.
	const ordered = [...others.filter(line => isPossible(line)), ...others.filter(line => !isPossible(line))];
	return [...own, ...command && isCommand ? [command] : [], ...suggested, ...ordered, ...command && !isCommand ? [command] : []];
}

function isPossible(line: PaletteLine): boolean {
	return line.what !== 'action' || line.disabled === undefined;
}

/** By its name, else by what it does, which is worse than any name. */
function rankAction({id, label, about}: Action, typed: string, say: ActionContext['say']): number | undefined {
	const byName = rankText(typed, `${id} ${say(label)}`);
	const byText = rankText(typed, `${id} ${say(label)} ${say(about)}`);
	return byName ?? (byText === undefined ? undefined : byText + 10_000);
}

/** What the chosen agents know: of several kinds, what any of them does. */
function knownCommands(context: ActionContext): readonly ArthasCommand[] {
	const byName = new Map(targetsOf(context).slice(0, 20).flatMap(agent => commandsOf(agent)).map(command => [command.name, command]));
	return [...byName.values()];
}

function suggestions(known: readonly ArthasCommand[], name: string): PaletteLine[] {
	return known.filter(command => name !== '' && command.name.startsWith(name)).map(command => ({
		kind: 'row', key: `suggestion ${command.name}`, what: 'suggestion', command,
	}));
}

function actionLine(action: Action, context: ActionContext, argument: string | undefined): PaletteLine {
	return {
		kind: 'row', key: `action ${action.id}`, what: 'action', action, argument, disabled: action.disabled?.(context),
	};
}

function commandLine(context: ActionContext, command: string): PaletteLine | undefined {
	const targets = targetsOf(context);
	return command === '' || targets.length === 0
		? undefined
		: {
			kind: 'row', key: 'command', what: 'command', command, targets: targets.map(({name}) => name),
		};
}

/** `agents.sort-name` is also found as `sort-name`, `app.quit` as `quit`. */
export function shortName(id: string): string {
	return id.slice(id.indexOf('.') + 1);
}

/** What the typed command does to an agent; undefined for an action of ours. */
export function tierOfLine(line: PaletteLine): Tier | undefined {
	switch (line.what) {
		case 'command': {
			return tierOf(line.command).tier;
		}

		case 'suggestion': {
			return tierOf(line.command.name).tier;
		}

		default: {
			return undefined;
		}
	}
}

export const paletteActions: readonly Action[] = [
	{
		id: 'app.palette', keys: [':', 'f2'], when: ['everywhere', 'cron-form'], footer: 90,
		label: {en: 'command', zh: '命令'},
		about: {en: 'everything that can be done, and commands for agents', zh: '所有可执行的操作，以及发给代理的命令'},
		run(context) {
			openPalette(context, '');
		},
	},
	{
		id: 'palette.complete', keys: ['tab'], when: 'palette', footer: 2,
		label: {en: 'complete', zh: '补全'},
		about: {en: 'complete commands, options, classes and methods of what is typed for an agent', zh: '补全给代理的命令、选项、类与方法'},
		disabled: context => targetsOf(context).length === 0 ? context.say({en: 'no agent is chosen', zh: '没有选中代理'}) : undefined,
		run: completePalette,
	},
	{
		id: 'palette.run', keys: ['enter'], when: 'palette', footer: 1,
		label: {en: 'do it', zh: '执行'},
		about: {en: 'do what the cursor is on', zh: '执行光标所在的操作'},
		run(context) {
			const {overlay} = context.store.getSnapshot();
			const lines = overlay ? linesOfPalette(context, overlay) : [];
			const line = lines.find(({key}) => key === overlay?.list.cursor) ?? lines[0];
			if (!line) {
				context.notify('info', context.say({en: 'nothing of ours is called so, and no agent is chosen to run it on', zh: '没有这样的操作，也没有选中可执行的代理'}));
				return;
			}

			context.store.dispatch({type: 'overlay', overlay: undefined});
			switch (line.what) {
				case 'word': {
					openPalette(context, line.text, line.caret);

					break;
				}

				case 'command': {
					runOn(context, targetsOf(context), line.command);

					break;
				}

				case 'suggestion': {
					openPalette(context, `${line.command.name} `);

					break;
				}

				default: {if (line.action.argument !== undefined && line.argument === undefined) {
					openPalette(context, `${shortName(line.action.id)} `);
				} else {
					context.run(line.action.id, line.argument);
				}
				}
			}
		},
	},
];
