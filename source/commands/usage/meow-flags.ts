import type {AnyFlags} from 'meow';
import {camelCase} from './camel-case.js';
import {flags, type FlagRow} from './flags.js';

/** The flags in the shape that meow reads, by their camelCase names. `readFlags` takes what it answers. */
export function meowFlags(): AnyFlags {
	// A letter belongs to its first flag here; where another command uses it otherwise, `infoWords` has spelled that out before.
	const isFirst = ({name, short}: FlagRow) => flags.find(flag => flag.short === short)?.name === name;
	return Object.fromEntries(flags.map(flag => [camelCase(flag.name), meowFlag(isFirst(flag) ? flag : {...flag, short: undefined})]));
}

function meowFlag({kind, short, isOnByDefault}: Omit<FlagRow, 'short'> & {short?: string | undefined}): AnyFlags[string] {
	const shortFlag = short === undefined ? {} : {shortFlag: short};
	if (kind === 'boolean') {
		return {type: 'boolean', ...shortFlag, ...(isOnByDefault && {default: true})};
	}

	return kind === 'strings' ? {type: 'string', isMultiple: true, ...shortFlag} : {type: 'string', ...shortFlag};
}
