import {camelCase} from './camel-case.js';
import {flags} from './flags.js';

export type MeowFlag = {type: 'string' | 'boolean'; isMultiple?: true; shortFlag?: string; default?: boolean};

/** The flags in the shape that meow reads, by their camelCase names. `readFlags` takes what it answers. */
export function meowFlags(): Record<string, MeowFlag> {
	return Object.fromEntries(flags.map(({name, short, kind, isOnByDefault}) => [camelCase(name), {
		type: kind === 'boolean' ? 'boolean' : 'string',
		...(kind === 'strings' && {isMultiple: true as const}),
		...(short !== undefined && {shortFlag: short}),
		...(isOnByDefault && {default: true}),
	}]));
}
