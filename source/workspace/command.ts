export {
	complete, type Completion, type CompletionItem, type NameQuestion,
} from './command/complete.js';
export {commandLines} from './command/command-lines.js';
export {commandName} from './command/command-name.js';
export {lintCommand, type Remark} from './command/lint-command.js';
export {
	closePopup, movePopup, openCompletion, refreshCompletion, searchHistory, takePopup,
} from './command/popup.js';
export {
	changeResult, createPrompt, toggleCommand, toggleRow, walkHistory, withField, type Popup, type PromptState, type ResultState,
} from './command/prompt.js';
export type {TranscriptLine} from './command/transcript-line.js';
