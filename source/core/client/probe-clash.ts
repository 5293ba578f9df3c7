import {operandsOf} from '../command-options.js';
import type {Judgement} from '../safety.js';
import {tokenize} from '../tokens.js';

/** Commands that instrument the methods of a class. */
const probes = new Set(['watch', 'trace', 'stack', 'monitor', 'tt', 'line']);

/**
Two probes on one method at a time: while the first one listens, the second joins a list that the application's thread is going
through, and a ConcurrentModificationException ends that thread (Arthas 4.1.5, seen each time on a fresh JVM). So it needs a yes.

@param running Commands that run on the same agent.
*/
export function clashOf(commandLine: string, running: Iterable<string>): Judgement | undefined {
	const wanted = targetOf(commandLine);
	const other = wanted && [...running].find(command => targetOf(command)?.method === wanted.method);
	return other === undefined
		? undefined
		: {tier: 'heavy', reason: `${targetOf(other)?.name ?? ''} listens to ${wanted?.method ?? ''} already: a second one can make Arthas throw into the application (4.1.5)`};
}

/** What a probe instruments, as it is written: patterns that only overlap are not found out here. */
function targetOf(commandLine: string): {name: string; method: string} | undefined {
	const [name = '', ...words] = tokenize(commandLine).tokens;
	const [type, method] = operandsOf(words);
	return probes.has(name) && type !== undefined && method !== undefined ? {name, method: `${type} ${method}`} : undefined;
}
