import {expect, it} from 'vitest';
import {withLanguage} from '../../source/commands/with-language.js';
import {askedLanguage, languageOf} from '../../source/words/index.js';

const chinese = {LANG: 'zh_CN.UTF-8'};

it.each<[env: Record<string, string>, flag: string | undefined, language: string]>([
	[{}, undefined, 'en'],
	[chinese, undefined, 'zh'],
	[{...chinese, ARTHAS_TUI_LANG: 'en'}, undefined, 'en'],
	[{...chinese, ARTHAS_TUI_LANG: ' '}, undefined, 'zh'],
	[{ARTHAS_TUI_LANG: 'en'}, 'zh', 'zh'],
	[chinese, 'en', 'en'],
])('in %j with --lang %s it is %s', (env, flag, language) => {
	const given = withLanguage(env, flag);
	expect(languageOf(given)).toBe(language);
	expect(askedLanguage(given)).toBe(flag ?? (env['ARTHAS_TUI_LANG'] === 'en' ? 'en' : undefined));
});

it.each([['fr', {}, '--lang is “fr”'], [undefined, {ARTHAS_TUI_LANG: 'chinese'}, 'ARTHAS_TUI_LANG is “chinese”']])('there is no language %s', (flag, env, words) => {
	expect(() => withLanguage(env, flag)).toThrow(words);
});
