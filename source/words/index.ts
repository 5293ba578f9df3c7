import type {Text} from './say.js';
import {agentTexts} from './agents.js';
import {commandTexts} from './command.js';
import {consoleTexts} from './console.js';
import {docTexts} from './docs.js';
import {cronTexts} from './cron.js';
import {frameTexts} from './frame.js';
import {infoTexts} from './info.js';
import {jobEndTexts} from './job-ends.js';
import {logTexts} from './log.js';
import {monitorTexts} from './monitor.js';
import {overlayTexts} from './overlays.js';
import {streamTexts} from './stream.js';
import {tabTexts} from './tabs.js';
import {resultTexts} from './result.js';

export {told} from './told.js';
export {
	askedLanguage, createSay, languageOf, type Language, type Say, type Text,
} from './say.js';

/** Every text of the screen that no action carries itself, by subject. Each has all languages, or it does not compile. */
export const texts = {
	agents: agentTexts,
	command: commandTexts,
	console: consoleTexts,
	cron: cronTexts,
	docs: docTexts,
	frame: frameTexts,
	info: infoTexts,
	jobEnds: jobEndTexts,
	log: logTexts,
	monitor: monitorTexts,
	overlays: overlayTexts,
	stream: streamTexts,
	tabs: tabTexts,
	result: resultTexts,
} satisfies Record<string, Record<string, Text>>;
