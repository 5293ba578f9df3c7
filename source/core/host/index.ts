export {
	startChannelAgent, type AgentState, type ChannelAgent, type ChannelAgentOptions,
} from './channel-agent.js';
export {callMethod, watchMethod} from './call-method.js';
export {
	answer, failure, type HostAnswer, type HostContext, type HostMethod,
} from './method.js';
export {methods} from './methods.js';
export {retcodes, type Retcode} from './retcode.js';
export type {ServerAccess} from './channel-link.js';
