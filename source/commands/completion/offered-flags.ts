import {
	commands, flagsOf, typedName, type CommandName, type FlagRow,
} from '../usage.js';

/** Flags that a shell offers after a command, and what follows those that take a value. */
export type OfferedFlag = FlagRow & {typed: string; takes: 'nothing' | 'file' | 'text'};

export function offeredFlags(command: CommandName): OfferedFlag[] {
	return flagsOf(command).map(flag => ({...flag, typed: typedName(flag), takes: flag.kind === 'boolean' ? 'nothing' : (flag.value === 'FILE' ? 'file' : 'text')}));
}

/** Without a command the flags are those of this one, because its list is shown then. */
export const commandWhenNoneIsTyped: CommandName = 'agents';

/** Each flag once, whatever command it belongs to. */
export function everyFlag(): OfferedFlag[] {
	return [...new Map(commands.flatMap(({name}) => offeredFlags(name)).map(flag => [flag.name, flag])).values()];
}
