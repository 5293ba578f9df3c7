import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {actions} from '../../source/actions/index.js';
import {prepareCommand} from '../../source/core/client/prepare-command.js';
import {connectError} from '../../source/core/client/connect-error.js';
import {parseEndpoint} from '../../source/core/client/endpoint.js';
import {explain} from '../../source/core/explain.js';
import {tierOf} from '../../source/core/safety.js';
import {
	createSay, told, texts, type Text,
} from '../../source/words/index.js';
import {toldTexts} from '../../source/words/told.js';

const say = createSay('zh');
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/gu)].map(([found]) => found).sort();

describe('what is told in English', () => {
	it.each(toldTexts.map(({en, zh}) => [en, zh] as const))('“%s” has the same values in both languages, and its own words are found by it', (en, zh) => {
		expect(placeholders(zh)).toEqual(placeholders(en));
		const filled = en.replaceAll(/\{\w+\}/gu, '7');
		expect(told(say, filled)).toBe(zh.replaceAll(/\{\w+\}/gu, '7'));
		expect(told(createSay('en'), filled)).toBe(filled);
	});

	it.each([
		'',
		'thread',
		'classloader -l',
		'watch a.B c',
		'sysprop a b',
		'heapdump',
		'dump a.B',
		'vmtool -a getInstances',
		'classloader-metaspace',
		'cat /etc/passwd',
		'base64 /x',
		'stop',
		'shutdown',
		'reset',
		'redefine /x.class',
		'mc /x.java',
		'wacht a.B',
		'ognl 1',
		'thread > /x',
		'thread | grep a',
		'ognl \'1',
	])('says in Chinese what %j does', line => {
		expect(told(say, tierOf(line).reason)).toMatch(/\p{Script=Han}/u);
	});

	it.each([['watch a.B c', undefined], ['watch a.B c -n 5', undefined], ['watch a.B c', 5000]])('says in Chinese what was added to %s (time-out %s)', (line, timeoutMs) => {
		const {notes} = prepareCommand(line, {resultLimit: 900, timeoutMs});
		expect(notes).toHaveLength(1);
		expect(told(say, notes[0] ?? '')).toMatch(/^已加上/u);
	});

	it.each([
		'ECONNREFUSED', 'EHOSTUNREACH', 'ENOTFOUND', 'ETIMEDOUT', 'CERT_HAS_EXPIRED', 'ECONNRESET', 'EPROTO', 'HPE_INVALID_CONSTANT', 'EWHATEVER',
	])('says in Chinese what %s means and what to do', code => {
		const {what, todo} = explain(connectError(Object.assign(new Error('broken'), {code}), parseEndpoint('http://10.0.0.5:8800')));
		expect(told(say, what)).toMatch(/\p{Script=Han}/u);
		expect(told(say, todo)).toMatch(/\p{Script=Han}|^try: /u);
	});

	it('leaves what nobody translated', () => {
		expect(told(say, 'Affect(class count: 1)')).toBe('Affect(class count: 1)');
	});
});

/** The parts of our English texts that are no name, word or sign alone. */
const english = [
	...Object.values(texts).flatMap(own => Object.values(own) as Text[]), ...toldTexts, ...actions.flatMap(({label, about}) => [label, about]),
].filter(({en, zh}) => en !== zh).flatMap(({en, zh}) => en.split(/\{\w+\}/u).map(part => part.trim()).filter(part => /[a-z]+ [a-z]+/u.test(part) && part.length > 7 && !zh.includes(part)));

const folder = new URL('../screens/golden/', import.meta.url);
const screens = readdirSync(folder).filter(name => name.endsWith('-zh.txt')).map(name => [name, readFileSync(new URL(name, folder), 'utf8')] as const);

describe('Chinese screens', () => {
	it('are there', () => {
		expect(screens.length).toBeGreaterThan(20);
	});

	it.each(screens)('%s has none of our English texts', (_, screen) => {
		expect(english.filter(part => screen.includes(part))).toEqual([]);
	});

	it.each(screens)('%s has no English sentence', (_, screen) => {
		// What agents say is theirs; three common words in a row are a sentence.
		const ours = screen.replaceAll(/Affect\(.*|Welcome to arthas!|public static void|class count: .*/gu, '');
		expect(ours.match(/(?<![\w.$])[a-z]{2,} (?:[a-z']+ )+[a-z']{2,}(?![\w.$(])/gu) ?? []).toEqual([]);
	});
});
