import {startServer} from '../../source/core/server/index.js';
import {answer, type Vitals} from '../support/answer.js';

const handlers = {
	/** A channel server with its door for hosts, alone in a process, so that its memory is its own. */
	async start(tls: {cert: string; key: string}) {
		const {http, hosts} = await startServer({
			httpPort: 0, wsPort: 0, grpcPort: 0, hosts: {port: 0, tls},
		});
		return {http: `127.0.0.1:${http.port}`, hosts: hosts?.port ?? 0};
	},
};

export type HostServerChild = typeof handlers & Vitals;

answer(handlers);
