import {
	connect, createServer, type Server, type Socket,
} from 'node:net';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import process from 'node:process';
import type {Channel} from './answer.js';
import type {Answer, Question} from './child.js';
import {createQuestions, type Questions} from './questions.js';

/** Where a process that has a terminal for its input and output finds the one that asks it. */
const variable = 'BENCH_SOCKET';

/** The end of the process that is asked. */
export function socketChannel(): Channel {
	const socket = connect(process.env[variable] ?? '');
	const lines = createInterface({input: socket});
	return {
		onQuestion(listener) {
			lines.on('line', line => {
				listener(JSON.parse(line) as Question);
			});
		},
		send(answer) {
			socket.write(`${JSON.stringify(answer)}\n`);
		},
		onEnd(listener) {
			socket.on('close', listener);
		},
	};
}

export type SocketHost = {env: Record<string, string>; questions: Promise<Questions>; close(): void};

/** The end of the process that asks; one other process connects to it. */
export async function hostSocket(file: string, name: string): Promise<SocketHost> {
	const server: Server = createServer();
	server.listen(file);
	await once(server, 'listening');
	let socket: Socket | undefined;
	const questions = (async () => {
		[socket] = await once(server, 'connection') as [Socket];
		const own = createQuestions(name, question => {
			socket?.write(`${JSON.stringify(question)}\n`);
		});
		createInterface({input: socket}).on('line', line => {
			own.answered(JSON.parse(line) as Answer);
		});
		socket.on('close', () => {
			own.fail(new Error(`${name} ended before it answered`));
		});
		return own;
	})();
	return {
		env: {[variable]: file},
		questions,
		close() {
			socket?.destroy();
			server.close();
		},
	};
}
