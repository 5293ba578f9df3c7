/** The headless library: everything that the program can do, without a screen. */
export {connect} from './client/connect.js';
export type {Connection, ConnectionOptions} from './client/connection.js';
export type {ConnectionState} from './client/connection-state.js';
export {createFleet, type Fleet} from './client/fleet.js';
export type {Agent, AgentKind, AgentStatus} from './client/agent.js';
export {
	parseEndpoint, formatEndpoint, type Endpoint, type BackendKind,
} from './client/endpoint.js';
export type {Session, RunCommandOptions} from './client/session.js';
export type {Job, JobEntry, JobSnapshot} from './client/job.js';
export {
	formatLoss, isEnd, type Gap, type JobEnd, type JobState, type Loss,
} from './client/job-state.js';
export type {ConsoleWire, ConsoleCloseReason} from './client/console-wire.js';
export {selectTargets} from './client/targets.js';
export type {Json, JsonObject, Result} from './protocol/result.js';
export {ExactNumber} from './protocol/exact-number.js';
export {parseJson, stringifyJson} from './protocol/json.js';
export {startServer, type ChannelServer, type ServerOptions} from './server/index.js';
export {startChannelAgent, type ChannelAgent} from './host/index.js';
export {startHostAgent, type HostAgent, type HostAgentOptions} from './host/agent.js';
export {
	startBridge, type Bridge, type BridgeOptions, type BridgedEntry,
} from './bridge/bridge.js';
export {hostMethods, type HostMethodsOptions} from './host/agent/host-methods.js';
export {
	faultWords, isFault, nextRuns, normalForm, parseSchedule, scheduleWords, type CronFault, type Schedule,
} from './cron/index.js';
export {tierOf, type Tier, type Judgement} from './safety.js';
export {ArthasError, isArthasError, type ErrorCode} from './error.js';
export {explain, type Explanation} from './explain.js';
export type {Readable} from './readable.js';
