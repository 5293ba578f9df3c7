import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {ScreenChild} from '../children/screen.js';
import type {Children} from './build-children.js';
import type {Child} from './child.js';
import {openScreenTerminal, type Link, type ScreenTerminal} from './screen-terminal.js';
import {hostSocket} from './socket-channel.js';

export type BenchScreen = AsyncDisposable & {terminal: ScreenTerminal; ask: Child<ScreenChild>['ask']};

/** A screen of 200 × 50 in a process and a terminal of its own. */
export async function startScreen(children: Children, {link, nodeArgs = []}: {link?: Link | undefined; nodeArgs?: readonly string[]} = {}): Promise<BenchScreen> {
	const folder = await mkdtemp(path.join(tmpdir(), 'arthas-tui-bench-'));
	const host = await hostSocket(path.join(folder, 'socket'), 'screen');
	const terminal = openScreenTerminal({args: [...nodeArgs, children.file('screen')], env: host.env, link});
	const questions = await host.questions;
	return {
		terminal,
		ask: async (name, ...args) => await questions.ask(name, args) as never,
		async [Symbol.asyncDispose]() {
			// It ends by itself with the channel, so that a profiler can write its file.
			host.close();
			await Promise.race([terminal.ended, new Promise(resolve => {
				setTimeout(resolve, 3000).unref();
			})]);
			await terminal[Symbol.asyncDispose]();
			await rm(folder, {recursive: true, force: true});
		},
	};
}
