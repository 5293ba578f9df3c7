import {Buffer} from 'node:buffer';
import {randomUUID} from 'node:crypto';
import type {ConsoleWire} from '../client/console-wire.js';
import type {Consoles} from '../host/action-handler.js';
import type {SendResponse} from '../host/channel-agent.js';
import {
	ActionResponse, RequestAction, ResponseStatus, type ActionRequest, type DeepPartial,
} from '../protocol/generated/ArthasService.js';
import {isJsonObject} from '../protocol/is-json-object.js';
import type {BridgedTarget} from './run-command.js';

/** Until the operator's own size comes. */
const size = {cols: 80, rows: 24};

/** Terminals of the JVM behind a bridge, each under an id of its own. */
export function bridgeConsoles({agent, link, leaving}: BridgedTarget, agentId: string, send: SendResponse): Consoles {
	const open = new Map<string, ConsoleWire>();
	const say = async (requestId: string, response: DeepPartial<ActionResponse>) => send(ActionResponse.fromPartial({agentId, requestId, ...response}));

	const relay = async (consoleId: string, console: ConsoleWire) => {
		for await (const text of console.output) {
			await say(consoleId, {status: ResponseStatus.CONTINUOUS, consoleResult: {results: [{dataType: 'tty', dataBytes: Buffer.from(text)}]}});
		}

		const {reason, detail} = await console.closed;
		open.delete(consoleId);
		await say(consoleId, reason === 'lost' || reason === 'agent-gone'
			? {status: ResponseStatus.FAILED, message: detail || 'the JVM is gone'}
			: {status: ResponseStatus.SUCCEEDED, message: 'console closed'});
	};

	const start = async ({requestId}: ActionRequest) => {
		try {
			const console = await link.openConsole(agent, size, leaving);
			const consoleId = randomUUID().replaceAll('-', '');
			open.set(consoleId, console);
			await say(requestId, {status: ResponseStatus.SUCCEEDED, consoleResult: {consoleId}});
			void relay(consoleId, console);
		} catch (error) {
			await say(requestId, {status: ResponseStatus.FAILED, message: `open console error: ${(error as Error).message}`});
		}
	};

	return {
		async handle(request) {
			const {action, consoleParams: {consoleId = '', inputData = ''} = {}} = request;
			const console = open.get(consoleId);
			if (action === RequestAction.OPEN_CONSOLE) {
				await start(request);
			} else if (!console) {
				await say(consoleId, {status: ResponseStatus.FAILED, message: 'console not found'});
			} else if (action === RequestAction.CLOSE_CONSOLE) {
				console.close();
			} else {
				type(console, inputData);
			}
		},
		close() {
			for (const console of open.values()) {
				console.close();
			}
		},
	};
}

/** A frame of the terminal's own protocol, as operators send them; anything else is left out, as the terminal does. */
function type(console: ConsoleWire, frame: string): void {
	const {action, data, cols, rows} = readFrame(frame);
	if (action === 'read' && typeof data === 'string') {
		console.write(data);
	} else if (action === 'resize' && typeof cols === 'number' && typeof rows === 'number') {
		console.resize({cols, rows});
	}
}

function readFrame(frame: string): Record<string, unknown> {
	try {
		const json: unknown = JSON.parse(frame);
		return isJsonObject(json as never) ? json as Record<string, unknown> : {};
	} catch {
		return {};
	}
}
