// A bridge for one JVM, in a process of its own as on a real host.
import {startBridge, type Bridge} from '../../source/core/bridge/bridge.js';
import {parseEndpoint} from '../../source/core/client/endpoint.js';
import {until} from '../../source/core/readable.js';
import {answer, type Vitals} from '../support/answer.js';

let bridge: Bridge | undefined;

const handlers = {
	/** The id of the JVM once it is in service. */
	async start(server: string, url: string): Promise<string> {
		bridge = startBridge({server, endpoints: [parseEndpoint(`arthas+${url}`)], isAuto: false});
		const [jvm] = await until(bridge.jvms, ([jvm]) => jvm?.state.name === 'in-service');
		return jvm && 'agentId' in jvm.state ? jvm.state.agentId : '';
	},
};

export type BridgeChild = typeof handlers & Vitals;

answer(handlers);
