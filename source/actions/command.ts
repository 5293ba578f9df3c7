import type {Action} from './action.js';
import {promptActions} from './command/prompt-actions.js';
import {readingActions} from './command/reading-actions.js';
import {resultActions} from './command/result-actions.js';

/** What can be done in a command pane: typing and running commands, and reading what came of them. */
export const commandActions: readonly Action[] = [...promptActions, ...readingActions, ...resultActions];
