import type {Say, Text} from './say.js';
import {connectionTexts} from './told/connections.js';
import {commandToldTexts} from './told/commands.js';
import {judgementTexts} from './told/judgements.js';
import {settingTexts} from './told/settings.js';

/** What core and the readers of files tell in English, sentence by sentence. Of two that fit the first is meant. */
export const toldTexts: readonly Text[] = [...judgementTexts, ...commandToldTexts, ...connectionTexts, ...settingTexts];

/** Longer than anything of ours; what an agent wrote need not be looked through. */
const longest = 600;

const language: Text = {en: 'en', zh: 'zh'};

let patterns: ReadonlyArray<{text: Text; pattern: RegExp}> | undefined;

/**
Says in the language of the screen what was told in English. It is found by its words, as core knows no languages; what nobody
translated stays as it is.
*/
export function told(say: Say, english: string): string {
	if (say(language) === 'en' || english.length > longest) {
		return english;
	}

	patterns ??= toldTexts.map(text => ({text, pattern: patternOf(text.en)}));
	for (const {text, pattern} of patterns) {
		const found = pattern.exec(english);
		if (found) {
			return say(text, withinTold(say, found.groups ?? {}));
		}
	}

	return english;
}

/** What was told inside of it, such as the reason of a refusal. */
function withinTold(say: Say, groups: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, nested.has(name) ? told(say, value) : value]));
}

const nested: ReadonlySet<string> = new Set(['reason', 'problem', 'why', 'word']);

function patternOf(english: string): RegExp {
	const source = english.replaceAll(/[.*+?^$()[\]|\\]/gu, String.raw`\$&`).replaceAll(/\{(\w+)\}/gu, '(?<$1>.+?)');
	return new RegExp(`^${source}$`, 'su');
}
