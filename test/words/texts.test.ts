import {describe, expect, it} from 'vitest';
import {actions} from '../../source/actions/index.js';
import {
	createSay, languageOf, texts, type Text,
} from '../../source/words/index.js';

const all: Array<[name: string, text: Text]> = [
	...Object.entries(texts).flatMap(([subject, own]) => Object.entries(own).map(([name, text]): [string, Text] => [`${subject}.${name}`, text])),
	...actions.flatMap(({id, label, about}): Array<[string, Text]> => [[`${id} label`, label], [`${id} about`, about]]),
];

function placeholders(text: string): string[] {
	return [...text.matchAll(/\{\w+\}/gu)].map(([found]) => found).sort();
}

describe('texts', () => {
	it.each(all)('%s is there in every language, with the same values in it', (_, {en, zh}) => {
		expect(en.trim()).not.toBe('');
		expect(zh.trim()).not.toBe('');
		expect(placeholders(zh)).toEqual(placeholders(en));
	});

	it.each(all)('%s never says please, and has no exclamation mark', (_, {en, zh}) => {
		expect(en).not.toMatch(/please|oops|successfully/iu);
		expect(en).not.toMatch(/\w!(?=\s|$)/u);
		expect(zh).not.toMatch(/您|！/u);
	});

	it('takes the values, and leaves what it does not know', () => {
		expect(createSay('en')({en: '{a} of {b} {c}', zh: '{a}/{b} {c}'}, {a: 1, b: 2})).toBe('1 of 2 {c}');
	});

	it.each([
		[{LANG: 'zh_CN.UTF-8'}, 'zh'], [{LANG: 'en_US.UTF-8'}, 'en'], [{LC_ALL: 'C', LANG: 'zh_CN.UTF-8'}, 'en'], [{LC_ALL: '', LANG: 'zh'}, 'zh'], [{}, 'en'],
	] as const)('reads the language from %j', (env, language) => {
		expect(languageOf(env)).toBe(language);
	});
});
