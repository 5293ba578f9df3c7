import {linesOfPalette, tierOfLine, type PaletteLine} from '../../actions/palette.js';
import {targetsOf} from '../../actions/targets.js';
import type {Row} from '../../views/layout.js';
import type {Span} from '../../views/block.js';
import {cutText} from '../../views/cut-text.js';
import {cutLine, lineWidth} from '../../views/fit-line.js';
import {displayWidth} from '../../views/width.js';
import {safeText} from '../../views/safe-text.js';
import {texts} from '../../words/index.js';
import {visible} from '../../workspace/list-state.js';
import {tierSpan} from '../command/tier-span.js';
import {fieldRow} from './field-row.js';
import {
	footRect, listRows, type OverlayContext, type OverlayView,
} from './overlay-view.js';

/** Everything that can be done here, and the command line for agents, in one. */
export const palette: OverlayView = {
	contexts: ['palette', 'overlay'],
	hasField: true,
	lines: context => linesOfPalette(context.program, context.overlay),
	paint(context) {
		const {overlay, size, program: {say}} = context;
		const all = linesOfPalette(context.program, overlay);
		const view = visible(overlay.list, all, listRows(size));
		const rect = footRect(size, view.items.length + 2);
		const tier = all.length > 0 ? tierOfLine(all[Math.max(view.cursor, 0)]!) : undefined;
		const own: Row = [
			...tier === undefined ? [] : [{...tierSpan(tier, say), text: `${say(texts.command[tier])}   `}],
			{text: toldOf(context) ?? say(texts.overlays.count, {shown: all.length}), style: 'dim'},
		];
		const on: Row = tier === undefined ? [] : [{text: `${say(texts.overlays.runOn, {name: whom(context)})}   `, style: 'dim'}];
		// What is typed has the room first.
		const right = displayWidth(overlay.text) + lineWidth(on) + lineWidth(own) + 8 > rect.width ? own : [...on, ...own];
		const field = fieldRow(': ', overlay, rect.width - lineWidth(right) - 2);
		const gap = Math.max(rect.width - lineWidth(field.row) - lineWidth(right) - 1, 1);
		return {
			rect,
			rows: [
				{row: []},
				...view.items.map((line, at) => ({row: lineRow(line, view.top + at === view.cursor, rect.width, context), isChosen: view.top + at === view.cursor})),
				{row: [...field.row, {text: ' '.repeat(gap)}, ...right]},
			],
			cursor: {column: field.cursor, row: rect.row + rect.height - 1},
		};
	},
};

/** The agent that a command is for, or how many there are. */
function whom({program}: OverlayContext): string {
	const [agent, ...others] = targetsOf(program);
	return others.length === 0 ? cutText(safeText(agent?.name ?? program.say(texts.overlays.nobody)), 24, 'end') : program.say(texts.overlays.onMany, {count: others.length + 1});
}

/** What came of completing, while nothing else was typed. */
function toldOf({overlay: {text, data}, program}: OverlayContext): string | undefined {
	if (data?.['of'] !== text) {
		return undefined;
	}

	const [agent] = targetsOf(program);
	const name = safeText(agent?.name ?? '');
	switch (data['told']) {
		case 'asking': {
			return program.say(texts.command.asking, {agent: name});
		}

		case 'failed': {
			return program.say(texts.command.noAnswer, {agent: name});
		}

		case 'none': {
			return program.say(texts.command.nothingFits);
		}

		default: {
			return undefined;
		}
	}
}

const nameWidth = 34;

/** What it is, what it does, and at the right edge its key or, for a command, what it does to an agent. */
function lineRow(line: PaletteLine, isChosen: boolean, width: number, context: OverlayContext): Row {
	const {glyphs} = context;
	const {name, about, end, isDim} = partsOf(line, context);
	const left: Row = cutLine([
		{text: `${glyphs.overlay}${isChosen ? glyphs.cursor : ' '}`, style: 'accent'},
		{text: name + ' '.repeat(Math.max(nameWidth - displayWidth(name), 1)), style: isDim ? 'dim' : undefined},
		{text: about, style: 'dim'},
	], width - lineWidth([end]) - 3, 'end');
	return [...left, {text: ' '.repeat(Math.max(width - lineWidth(left) - lineWidth([end]) - 1, 1))}, end];
}

type LineParts = {name: string; about: string; end: Span; isDim: boolean};

function partsOf(line: PaletteLine, {glyphs, program: {say, keysOf}}: OverlayContext): LineParts {
	const tier = tierOfLine(line);
	const end: Span = tier === undefined ? {text: ''} : tierSpan(tier, say);
	switch (line.what) {
		case 'command': {
			const on = line.targets.length === 1 ? line.targets[0]! : say(texts.overlays.onMany, {count: line.targets.length});
			return {
				name: safeText(line.command), about: say(texts.overlays.runOn, {name: safeText(on)}), end, isDim: false,
			};
		}

		case 'word': {
			return {
				name: safeText(line.word), about: '', end, isDim: false,
			};
		}

		case 'suggestion': {
			const {name, operands, about} = line.command;
			return {
				name: `${name} ${operands.map(({kind, required}) => required ? `<${kind}>` : `[${kind}]`).join(' ')}`.trim(), about: say(about), end, isDim: false,
			};
		}

		case 'action': {
			const {action, argument, disabled} = line;
			return {
				name: `${action.id} ${argument === undefined ? action.argument ?? '' : safeText(argument)}`.trim(),
				about: disabled === undefined ? say(action.about) : `${glyphs.none} ${disabled}`,
				end: {text: keysOf(action.id)[0] ?? '', style: 'accent'},
				isDim: disabled !== undefined,
			};
		}
	}
}
