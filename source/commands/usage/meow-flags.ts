import type {AnyFlags} from 'meow';
import {camelCase} from './camel-case.js';
import {flags, type FlagRow} from './flags.js';

/** The flags in the shape that meow reads, by their camelCase names. `readFlags` takes what it answers. */
export function meowFlags(): AnyFlags {
	return Object.fromEntries(flags.map(flag => [camelCase(flag.name), meowFlag(flag)]));
}

function meowFlag({kind, short, isOnByDefault}: FlagRow): AnyFlags[string] {
	const shortFlag = short === undefined ? {} : {shortFlag: short};
	if (kind === 'boolean') {
		return {type: 'boolean', ...shortFlag, ...(isOnByDefault && {default: true})};
	}

	return kind === 'strings' ? {type: 'string', isMultiple: true, ...shortFlag} : {type: 'string', ...shortFlag};
}
