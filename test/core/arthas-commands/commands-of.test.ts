import {expect, test} from 'vitest';
import {arthasCommands, commandsOf, type ArthasCommand} from '../../../source/core/arthas-commands.js';
import {methods} from '../../../source/core/host/methods.js';
import {tierOf} from '../../../source/core/safety.js';
import {fixture} from '../../helpers/fixture.js';

type Told = {options: string[]; values: string[]; required: number};

/** From the answers of `help` and `help <command>` of Arthas 4.1.5 on a JDK 17. */
const told = JSON.parse(fixture('arthas-help/options-4.1.5.json')) as Record<string, Told>;

/** They work in a terminal, or behind a pipe, only. */
const terminalOnly = new Set(['cls', 'keymap', 'grep', 'tee']);

const lastName = ({names}: {names: readonly string[]}) => names.at(-1) ?? '';

test('4.1.5 has the commands that it tells of itself', () => {
	expect(commandsOf({kind: 'jvm', version: '4.1.5'}).map(({name}) => name).sort()).toEqual(Object.keys(told).filter(name => !terminalOnly.has(name)).sort());
});

test.each(commandsOf({kind: 'jvm', version: '4.1.5'}).map(command => [command.name, command] as const))('%s has the options and operands that 4.1.5 tells', (name, {options, operands}) => {
	const {options: names, values, required} = told[name] ?? {options: [], values: [], required: -1};
	expect(options.flatMap(({names}) => names).sort()).toEqual([...names].sort());
	expect(options.filter(({takesValue}) => takesValue).map(option => lastName(option)).sort()).toEqual([...values].sort());
	expect(operands.filter(operand => operand.required)).toHaveLength(required);
});

test('a version has what came before it', () => {
	const named = (version: string | null, name: string) => commandsOf({kind: 'jvm', version}).find(command => command.name === name);
	const has = (command: ArthasCommand | undefined, option: string) => command?.options.some(({names}) => names.includes(option)) ?? false;
	expect(named('4.1.5', 'line')).toBeUndefined();
	expect(named('4.3.4', 'line')).toBeDefined();
	expect(named('3.5.6', 'memory')).toBeDefined();
	expect(has(named('3.7.2', 'watch'), '--timeout')).toBe(false);
	expect(has(named('3.7.2', 'watch'), '-m')).toBe(true);
	expect(has(named('4.1.3', 'watch'), '--timeout')).toBe(true);
	expect(has(named('4.10.0-SNAPSHOT', 'watch'), '--timeout')).toBe(true);
	expect(commandsOf({kind: 'jvm', version: null})).toBe(arthasCommands);
	expect(commandsOf({kind: 'jvm', version: 'unknown'})).toBe(arthasCommands);
	expect(commandsOf({kind: 'jvm', version: '4.1.5'})).toBe(commandsOf({kind: 'jvm', version: '4.1.5'}));
});

test('a host has its methods', () => {
	expect(commandsOf({kind: 'host', version: '1.0.0'}).map(({name}) => name)).toEqual([...methods.map(({name}) => name), 'help', 'version', 'session']);
});

test('every text is there in both languages', () => {
	for (const {about, options} of [...arthasCommands, ...commandsOf({kind: 'host', version: null})]) {
		for (const {en, zh} of [about, ...options.map(option => option.about)]) {
			expect(en).toMatch(/^\S/u);
			expect(zh).toMatch(/\p{Script=Han}|JFR/u);
		}
	}
});

test('probes of the table are probes of the tiers', () => {
	const probes = arthasCommands.filter(({options}) => options.some(({names}) => names.includes('--listenerId')));
	expect(probes.map(({name}) => name)).toEqual(['watch', 'trace', 'stack', 'monitor', 'tt', 'line']);
	expect(probes.map(({name}) => tierOf(`${name} -t a.B c`).tier)).toEqual(probes.map(() => 'probe'));
});

test.each(methods.filter(({options}) => options !== undefined).map(({name, options}) => [name, options ?? {}] as const))('%s has the options that the host agent tells', (name, options) => {
	const known = commandsOf({kind: 'host', version: null}).find(command => command.name === name)?.options ?? [];
	const spelled = (letter: string, takesValue: boolean) => `${letter}${takesValue ? ' …' : ''}`;
	expect(new Set(known.map(option => spelled(option.names[0] ?? '', option.takesValue)))).toEqual(new Set(Object.values(options).map(({short, kind}) => spelled(`-${short}`, kind !== 'flag'))));
	for (const option of Object.values(options)) {
		expect(known.find(({names}) => names[0] === `-${option.short}`)?.values).toEqual(option.kind === 'choice' ? option.of : []);
	}
});
