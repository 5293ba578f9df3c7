import {startHostAgent, type HostAgent, type HostAgentOptions} from '../../../../source/core/host/agent.js';
import {hostMethods, type HostMethodsOptions} from '../../../../source/core/host/agent/host-methods.js';
import {defaultBashPolicy} from '../../../../source/core/host/bash-policy.js';

export const identity = 'edd6c192-52cb-4133-a17a-e7d8aec03de7';

type Options = Partial<Omit<HostAgentOptions, 'policy'> & Pick<HostMethodsOptions, 'audit' | 'policy'>>;

/** An agent of this process; it may run anything unless told otherwise. */
export async function startAgent({policy = () => defaultBashPolicy, audit, ...options}: Options): Promise<HostAgent> {
	const closing = new AbortController();
	const agent = await startHostAgent({
		identity, version: '1.2.3', methods: hostMethods({policy, audit, closing: closing.signal}), backOffMs: 20, ...options,
	});
	return {
		...agent, async [Symbol.asyncDispose]() {
			closing.abort();
			await agent[Symbol.asyncDispose]();
		},
	};
}
