import {expect} from 'vitest';
import {methods} from '../../../../../source/core/host/methods.js';
import type {HostAnswer, HostContext} from '../../../../../source/core/host/method.js';
import {mistakes} from './mistakes.js';

export type Row = Record<string, string | number | boolean | null | string[] | number[]>;

/** What data of any method may be read as; the tests know which members there are. */
export type Data = Record<string, unknown>;

/** Asks one method; `line` is its name without `getinfo.` and its arguments. */
export async function askAny(line: string, context: Partial<HostContext> = {}): Promise<HostAnswer> {
	const [name = '', ...args] = line.split(' ');
	return methodOf(name).run(args.join(' '), {signal: new AbortController().signal, ...context});
}

/** The same where a success is expected; its data has to be what the method's own schema says. */
export async function ask(line: string, context: Partial<HostContext> = {}): Promise<Data> {
	const {body} = await askAny(line, context);
	expect(body).not.toHaveProperty('retcode');
	expect(mistakes(methodOf(line.split(' ')[0] ?? '').schema!, body['data'])).toEqual([]);
	return body['data'] as Data;
}

/** A list of an answer. */
export async function rows(line: string, list: string, context: Partial<HostContext> = {}): Promise<Row[]> {
	return (await ask(line, context))[list] as Row[];
}

export function methodOf(name: string) {
	const method = methods.find(known => known.name === `getinfo.${name}`);
	if (method === undefined) {
		throw new Error(`there is no getinfo.${name}`);
	}

	return method;
}
