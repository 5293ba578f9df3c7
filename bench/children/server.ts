// The server under test, started as soon as this process is.
import {answer, type Vitals} from '../support/answer.js';

const importedAt = performance.now();
const {startServer} = await import('../../source/core/server/index.js');
const calledAt = performance.now();
const {http, ws, grpc} = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
const startedAt = performance.now();

const handlers = {
	/** Its doors, and the ms from the start of this process, of the import, of the call until all three were open. */
	started: () => ({
		http: `${http.host}:${http.port}`,
		ws: `${ws.host}:${ws.port}`,
		grpc: `${grpc.host}:${grpc.port}`,
		fromProcess: startedAt,
		fromImport: startedAt - importedAt,
		fromCall: startedAt - calledAt,
	}),
};

export type ServerChild = typeof handlers & Vitals;

answer(handlers);
