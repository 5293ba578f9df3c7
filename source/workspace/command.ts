export {
	complete, type Completion, type CompletionItem, type NameQuestion,
} from './command/complete.js';
export {lintCommand, type Remark} from './command/lint-command.js';
