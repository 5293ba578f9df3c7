import {startHostAgent} from '../../source/core/host/agent.js';
import {hostMethods} from '../../source/core/host/agent/host-methods.js';
import {defaultBashPolicy} from '../../source/core/host/bash-policy.js';
import {answer, type Vitals} from '../support/answer.js';

const handlers = {
	/** One host agent alone in a process, as `arthas-tui host` is. */
	async start(port: number, ca: string) {
		await startHostAgent({
			identity: '00000000-0000-4000-8000-00000000ffff', version: 'bench', server: {host: '127.0.0.1', port}, trust: {ca},
			methods: hostMethods({policy: () => defaultBashPolicy, closing: new AbortController().signal}),
		});
	},
};

export type HostAgentChild = typeof handlers & Vitals;

answer(handlers);
