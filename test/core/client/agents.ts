import type {Agent} from '../../../source/core/client/agent.js';
import type {WireEvent, WireSession} from '../../../source/core/client/wire.js';

/** An agent as a list could hold it. */
export function agent(change: Partial<Agent> = {}): Agent {
	return {
		ref: 'localhost:8800/mg1', id: 'mg1', name: 'mg1', kind: 'jvm', via: 'channel', results: 'structured', app: null, status: 'up', statusText: 'IN_SERVICE',
		host: null, ip: null, version: '3.5.6', lastSeen: null, labels: {}, server: 'localhost:8800', registeredAt: null, ...change,
	};
}

/** A session of a server whose commands give these events. */
export function doneSession(events: WireEvent[] = [{kind: 'end', end: {name: 'done', statusCode: 0}}]): WireSession {
	return {
		id: 's1',
		async * run() {
			yield * events;
		},
		close: async () => undefined,
	};
}
