import {parseFlags} from '../flags.js';

/** One option of a method. `value` is what its value is called where people read it. */
export type Option = {readonly short: string; readonly about: string} & (
	| {readonly kind: 'flag'}
	| {readonly kind: 'text'; readonly value: string}
	| {readonly kind: 'number'; readonly value: string; readonly min: number; readonly max: number}
	| {readonly kind: 'choice'; readonly of: readonly string[]}
);

export type OptionTable = {readonly [name: string]: Option};

export type ValuesOf<O extends OptionTable> = {[Name in keyof O]?: OptionValue<O[Name]>};

type OptionValue<O extends Option> =
	O extends {readonly kind: 'flag'} ? boolean
		: O extends {readonly kind: 'number'} ? number
			: O extends {readonly kind: 'choice'; readonly of: ReadonlyArray<infer Choice>} ? Choice : string;

/** Reads a method's arguments by its table. What is not in it, or out of its bounds, is a problem told in one line. */
export function readOptions<O extends OptionTable>(args: string, options: O): {values: ValuesOf<O>} | {problem: string} {
	const flags = parseFlags(args, Object.fromEntries(Object.entries(options).map(([name, option]) => [
		name, {type: option.kind === 'flag' ? 'boolean' as const : 'string' as const, short: option.short},
	])));
	if ('problem' in flags) {
		return flags;
	}

	const values: Record<string, unknown> = {};
	for (const [name, text] of Object.entries(flags.values)) {
		const option = options[name];
		const problem = option && typeof text === 'string' ? problemOf(option, text) : undefined;
		if (problem !== undefined) {
			return {problem};
		}

		values[name] = option?.kind === 'number' ? Number(text) : text;
	}

	return {values: values as ValuesOf<O>};
}

/** `[-n COUNT] [-s cpu|memory]`, as `usage` of a method says it. */
export function usageOf(options: OptionTable): string {
	return Object.values(options).map(option => `[${spellingOf(option)}]`).join(' ');
}

/** `-n COUNT`. */
export function spellingOf(option: Option): string {
	if (option.kind === 'flag') {
		return `-${option.short}`;
	}

	return `-${option.short} ${option.kind === 'choice' ? option.of.join('|') : option.value}`;
}

function problemOf(option: Option, text: string): string | undefined {
	if (option.kind === 'number') {
		const {short, min, max} = option;
		return /^\d{1,15}$/.test(text) && Number(text) >= min && Number(text) <= max ? undefined : `-${short} takes a whole number from ${min} to ${max}`;
	}

	return option.kind === 'choice' && !option.of.includes(text) ? `-${option.short} takes ${option.of.join(', ')}` : undefined;
}
