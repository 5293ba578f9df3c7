import {startServer} from '../../source/core/server/index.js';
import {answer, type Vitals} from '../support/answer.js';

const handlers = {
	/** A server with all its doors, alone in a process, so that its memory is its own. Times in ms since the process began. */
	async start() {
		const {http, tunnel} = await startServer({
			httpPort: 0, wsPort: 0, grpcPort: 0, hosts: {port: 0}, tunnel: {port: 0},
		});
		return {http: http.port, tunnel: tunnel!.port, startedMs: performance.now()};
	},
};

export type TunnelServerChild = typeof handlers & Vitals;

answer(handlers);
