import {once} from 'node:events';
import {connect} from 'node:net';
import {ArthasError} from '../core/error.js';
import {
	answerLimit, Caller, LineReader, readMessage, toRequest, type CallEvent,
} from '../core/protocol/basic-agent.js';
import {stringifyJson} from '../core/protocol/json.js';
import {createQueue} from '../core/queue.js';
import type {Command, CommandContext} from './context.js';
import {socketPath} from './host/places.js';

/** `ctl`: one question to the agent of this user; `data` of the answer goes to stdout, exit code 0 is a success. */
export const ctl: Command = async context => {
	const request = toRequest(context.input.join(' '));
	if ('problem' in request || request.method === '') {
		throw new ArthasError('ERR_USAGE', 'problem' in request ? request.problem : 'ctl needs a method', {hint: 'for example: arthas-tui ctl getinfo.kernel'});
	}

	const caller = new Caller();
	const events = createQueue<CallEvent>();
	const socket = await dialled(context);
	const reader = new LineReader(answerLimit);
	socket.on('data', chunk => {
		for (const line of reader.push(chunk)) {
			caller.take(readMessage(line));
		}
	});
	socket.on('close', () => {
		caller.detach();
	});
	caller.attach(line => {
		socket.write(line);
	}, []);
	caller.call(request, events.push);
	context.interrupted.addEventListener('abort', () => {
		socket.destroy();
	});
	const code = await print(events, context);
	socket.destroy();
	return code;
};

async function dialled({env}: CommandContext): Promise<ReturnType<typeof connect>> {
	const path = socketPath(env);
	const socket = connect(path);
	try {
		await once(socket, 'connect');
		return socket.on('error', () => undefined);
	} catch (error) {
		throw new ArthasError('ERR_CONNECT_REFUSED', `no host agent of this user listens at ${path}`, {hint: 'start one: arthas-tui host --listen 127.0.0.1', cause: error});
	}
}

async function print(events: AsyncIterable<CallEvent>, {out, err}: CommandContext): Promise<number> {
	for await (const event of events) {
		switch (event.kind) {
			case 'result': {
				out(`${stringifyJson(event.result['data'] ?? event.result)}\n`);

				break;
			}

			case 'answer': {
				const {resp, retcode, message, data, ...rest} = event.answer;
				if (resp !== 'success') {
					err(`${retcode}: ${message}\n`);
				}

				out(data === undefined && resp !== 'success' ? '' : `${stringifyJson(data ?? rest, 2)}\n`);
				return resp === 'success' ? 0 : 1;
			}

			case 'lost': {
				throw new ArthasError('ERR_CONNECT_DOWN', 'the agent went away before it answered', {ran: 'maybe'});
			}
		// No default
		}
	}

	return 1;
}
