import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import type {Children, ChildName} from './build-children.js';
import {createQuestions} from './questions.js';

/** A process of `children/`, asked by name and ended when it is disposed. */
export type Child<Answers extends Handlers> = AsyncDisposable & {
	pid: number;
	ask<Name extends keyof Answers & string>(name: Name, ...args: Parameters<Answers[Name]>): Promise<Awaited<ReturnType<Answers[Name]>>>;
};

export type Handlers = Record<string, (...args: never[]) => unknown>;

/** What goes over the channel between the two processes. */
export type Question = {id: number; name: string; args: unknown[]};
export type Answer = {id: number; value?: unknown; error?: string};

/** Starts a child and waits until it can be asked. */
export async function startChild<Answers extends Handlers>(children: Children, name: ChildName, nodeArgs: string[] = []): Promise<Child<Answers>> {
	const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(?:NODE_|TSX_)/u.test(key)));
	const child = spawn(process.execPath, [...nodeArgs, children.file(name)], {env, stdio: ['ignore', 'inherit', 'inherit', 'ipc']});
	const questions = createQuestions(name, question => {
		child.send(question, error => {
			if (error) {
				questions.fail(error);
			}
		});
	});
	const gone = once(child, 'exit');
	child.on('exit', (code, signal) => {
		questions.fail(new Error(`${name} ended with ${code ?? signal} before it answered`));
	});
	child.on('message', (answer: Answer) => {
		questions.answered(answer);
	});
	await questions.ask('ready', []);
	return {
		pid: child.pid ?? 0,
		ask: async (question, ...args) => await questions.ask(question, args) as never,
		async [Symbol.asyncDispose]() {
			// A profiler writes its file only in a process that ends by itself, which it does when the channel closes.
			if (child.connected) {
				child.disconnect();
			}

			const killer = setTimeout(() => {
				child.kill('SIGKILL');
			}, 5000);
			await gone;
			clearTimeout(killer);
		},
	};
}
