import {excerpt} from '../../core/protocol/excerpt.js';
import type {CommandContext} from '../context.js';
import type {Level, Step} from './step.js';

export type Report = {
	/** The steps that follow belong to this server. */
	begin(server: string): void;
	add(step: Step): void;
	finish(): void;
	readonly hasFailed: boolean;
};

const colors: Record<Level, string> = {ok: '32', warn: '33', fail: '31'};
/** The longest name of a step and two blanks. */
const nameWidth = 12;

/** Prints a line a step while they come, or all of them as JSON at the end. */
export function createReport({flags, out, color}: Pick<CommandContext, 'flags' | 'out' | 'color'>): Report {
	const entries: Array<Record<string, unknown>> = [];
	let server: string | null = null;
	let hasFailed = false;
	return {
		get hasFailed() {
			return hasFailed;
		},
		begin(name) {
			server = name;
			if (!flags.json) {
				out(`\n${excerpt(name, 0, 200)}\n`);
			}
		},
		add(step) {
			hasFailed ||= step.level === 'fail';
			entries.push(entryOf(step, server));
			if (!flags.json) {
				out(linesOf(step, color));
			}
		},
		finish() {
			if (flags.json) {
				out(`${JSON.stringify(entries, undefined, 2)}\n`);
			}
		},
	};
}

function entryOf({step, level, detail, ms, todo}: Step, server: string | null): Record<string, unknown> {
	return {
		step, ok: level !== 'fail', level, detail, ms, todo: todo ?? null, server,
	};
}

function linesOf({step, level, detail, ms, todo}: Step, color: boolean): string {
	const mark = level.padEnd(6);
	const time = ms === null || step === 'round trip' ? '' : ` (${ms} ms)`;
	const advice = todo === undefined ? '' : `${' '.repeat(6 + nameWidth)}${excerpt(todo, 0, 400)}\n`;
	return `${color ? `\u{1B}[${colors[level]}m${mark}\u{1B}[0m` : mark}${step.padEnd(nameWidth)}${excerpt(detail, 0, 400)}${time}\n${advice}`;
}
