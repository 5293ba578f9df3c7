// A remote terminal: Enter prints all that it was given, any other key comes back behind what was printed so far.
import type {Buffer} from 'node:buffer';
import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {WebSocketServer, type WebSocket} from 'ws';
import {answer, type Vitals} from '../support/answer.js';

const frameLength = 1 << 15;
let output = '';
let times = 0;

const server = new WebSocketServer({port: 0, host: '127.0.0.1', perMessageDeflate: false});
await once(server, 'listening');
server.on('connection', socket => {
	socket.send('$ ');
	socket.on('message', (data: Buffer) => {
		const message = JSON.parse(data.toString()) as {action: string; data?: string};
		if (message.action === 'read' && message.data === '\r') {
			void print(socket);
		} else if (message.action === 'read' && message.data) {
			socket.send(`\u001B]2;${message.data}\u0007`);
		}
	});
});

/** As fast as it is taken. */
async function print(socket: WebSocket): Promise<void> {
	for (let time = 0; time < times; time++) {
		for (let at = 0; at < output.length; at += frameLength) {
			await new Promise(resolve => {
				socket.send(output.slice(at, at + frameLength), resolve);
			});
		}
	}

	socket.close(1000, 'Bye');
}

const handlers = {
	url: () => `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`,
	prints(text: string, count: number) {
		output = text;
		times = count;
	},
};

export type ConsoleChild = typeof handlers & Vitals;

answer(handlers);
