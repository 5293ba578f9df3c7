import process from 'node:process';
import {isDeepStrictEqual} from 'node:util';
import type {Session} from '../../source/core/client/session.js';
import type {Json, Result} from '../../source/core/protocol/result.js';
import type {Jvm} from '../../test/interop/arthas.js';

export type Outcome = {state: string; results: Array<Record<string, Json>>};
/** A command whose output is known, and whether it is that. */
export type Known = {command: string; fits: (outcome: Outcome) => boolean};

/** Six commands that differ in all: a word, a table, a stack, a tree, a class, a stream. What they must give is asked of the HTTP API of the same JVM. */
export async function mixedCommands(jvm: Jvm): Promise<(round: number) => Known[]> {
	const [version, detail, machine] = [await askJson(jvm, 'version'), await askJson(jvm, 'sc -d demo.MathGame'), await askJson(jvm, 'jvm')];
	const threads = new Set<string | undefined>((await askJson(jvm, 'thread --all')).flatMap(({threadStats}) => (threadStats as Array<{name: string}>).map(({name}) => name)));
	const java = ((await askJson(jvm, 'sysprop java.home'))[0]?.['props'] as Record<string, string>)['java.home']!;
	return round => {
		const word = `n${round}x${'y'.repeat(round * 12)}`;
		return [
			{command: `echo ${word}`, fits: ({results}) => wordOf(results) === word},
			{command: 'version', fits: ({results}) => isDeepStrictEqual(results, version)},
			{command: 'sysprop java.home', fits: ({results}) => new RegExp(String.raw`^ ?KEY +VALUE *\n-+\n java\.home +${java.replaceAll('.', String.raw`\.`)} *$`, 'u').test(textOf(results))},
			{command: 'thread -n 1', fits: ({results}) => results.length === 1 && namesOf(results[0]).every(name => threads.has(name))},
			{command: 'jvm', fits: ({results}) => isDeepStrictEqual(fixedPart(results), fixedPart(machine))},
			{command: 'sc -d demo.MathGame', fits: ({results}) => isDeepStrictEqual(results, detail)},
			{command: 'watch demo.MathGame primeFactors -n 1', fits: ({state, results}) => state === 'limited' && isDeepStrictEqual(results.map(({type}) => type), ['enhancer', 'watch'])},
		];
	};
}

function namesOf(result: Record<string, Json> | undefined): Array<string | undefined> {
	return (result?.['busyThreads'] as Array<{name: string}> | undefined)?.map(({name}) => name) ?? [undefined];
}

/** What a command of a session gave. */
export async function outcomeOf(session: Session, command: string, timeoutMs?: number): Promise<Outcome> {
	const job = session.run(command, {timeoutMs});
	const {name: state} = await job.ended;
	return {state, results: job.entries().flatMap(entry => entry.kind === 'result' ? [plain(entry.result)] : [])};
}

/** Freezes the JVM under a command, lets it go on, and asks again: how long until that was noticed, and what came then. */
export async function freeze(session: Session, {pid}: Jvm, timeoutMs: number): Promise<{state: string; noticedMs: number; afterMs: number; after: Outcome}> {
	process.kill(pid, 'SIGSTOP');
	const began = performance.now();
	let state: string;
	try {
		({state} = await outcomeOf(session, 'echo frozen', timeoutMs));
	} finally {
		process.kill(pid, 'SIGCONT');
	}

	const noticedAt = performance.now();
	const after = await outcomeOf(session, 'echo thawed');
	return {
		state, noticedMs: noticedAt - began, after, afterMs: performance.now() - noticedAt,
	};
}

/** What `echo` said. */
export function wordOf(results: Outcome['results']): Json | undefined {
	return results.length === 1 ? results[0]!['content'] : undefined;
}

function textOf(results: Outcome['results']): string {
	return results.map(({text}) => typeof text === 'string' ? text : '').join('\n').trim();
}

async function askJson({httpUrl}: Jvm, command: string): Promise<Outcome['results']> {
	const answer = await fetch(`${httpUrl}/api`, {method: 'POST', body: JSON.stringify({action: 'exec', command})});
	const {body} = await answer.json() as {body: {results: Result[]}};
	return body.results.filter(({type}) => type !== 'status').map(result => plain(result));
}

function plain({jobId, ...result}: Result): Record<string, Json> {
	return result;
}

/** What of `jvm` stays as it is while the JVM runs. */
function fixedPart(results: Outcome['results']): unknown {
	const groups = results[0]?.['jvmInfo'] as Record<string, Array<{name: string; value: Json}>> | undefined;
	return groups?.['RUNTIME']?.map(({name, value}) => [name, JSON.stringify(value)]);
}
