export {checkFlags} from './usage/check-flags.js';
export {
	commands, cronActions, fileActions, pluginActions, type CommandName, type CommandRow,
} from './usage/commands.js';
export {
	flags, flagsOf, typedName, type FlagRow,
} from './usage/flags.js';
export {helpText} from './usage/help-text.js';
export {infoWords} from './usage/info-words.js';
export {wordsMeant} from './usage/words-meant.js';
export {meowFlags} from './usage/meow-flags.js';
export {readFlags} from './usage/read-flags.js';
