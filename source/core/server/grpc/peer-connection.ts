import type {Http2Session} from 'node:http2';
import type {AgentConnection} from '../agent-connection.js';

/**
The connection under a call. Only the HTTP/2 session can PING the other end and cut all its streams, and
grpc-js (1.14) shows it nowhere, so it is looked for where that version has it; without it an agent's
heartbeats decide.
*/
export function peerConnection(call: {getPeer(): string}): AgentConnection {
	const session = sessionOf(call);
	return {
		peer: call.getPeer(),
		ping: async limitMs => session && ping(session, limitMs),
		cut() {
			session?.destroy();
		},
	};
}

function sessionOf(call: object): Http2Session | undefined {
	const session = (call as {call?: {stream?: {session?: Partial<Http2Session>}}}).call?.stream?.session;
	return typeof session?.ping === 'function' && typeof session.destroy === 'function' ? session as Http2Session : undefined;
}

async function ping(session: Http2Session, limitMs: number): Promise<boolean> {
	if (session.destroyed || session.closed) {
		return false;
	}

	return new Promise(resolve => {
		const timer = setTimeout(() => {
			resolve(false);
		}, limitMs);
		const isSent = session.ping((error: Error | null) => {
			clearTimeout(timer);
			resolve(error === null);
		});
		if (!isSent) {
			clearTimeout(timer);
			resolve(false);
		}
	});
}
