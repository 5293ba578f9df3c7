export type {
	About, ArthasCommand, CommandOption, Operand,
} from './arthas-commands/arthas-command.js';
export {arthasCommands, commandsOf} from './arthas-commands/commands-of.js';
