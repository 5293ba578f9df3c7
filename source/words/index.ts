import type {Text} from './say.js';
import {agentTexts} from './agents.js';
import {consoleTexts} from './console.js';
import {docTexts} from './docs.js';
import {frameTexts} from './frame.js';

export {
	createSay, languageOf, type Language, type Say, type Text,
} from './say.js';

/** Every text of the screen that no action carries itself, by subject. Each has all languages, or it does not compile. */
export const texts = {
	agents: agentTexts,
	console: consoleTexts,
	docs: docTexts,
	frame: frameTexts,
} satisfies Record<string, Record<string, Text>>;
