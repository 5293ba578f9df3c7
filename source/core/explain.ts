import {ArthasError, isArthasError, type ErrorCode} from './error.js';

/** What happened, why where that says more (else it is empty), and what to do about it: a line each. And the exit code of a command that ends with it. */
export type Explanation = {what: string; why: string; todo: string; exitCode: number};

const whys: Array<[prefix: string, why: string]> = [
	['ERR_CONFIG_SECRET', 'secrets must stay where other people on this machine can\'t read them'],
	['ERR_CONFIG', 'the configuration can\'t be used as it is'],
	['ERR_CONNECT_TLS', 'the other side can\'t be trusted, so nothing was sent'],
	['ERR_CONNECT_PORT', 'a port to listen on could not be had'],
	['ERR_CONNECT', 'there is no working connection'],
	['ERR_AUTH_LOGIN', 'the login is missing or wrong'],
	['ERR_PROTOCOL', 'the other side speaks something else than expected'],
	['ERR_TIMEOUT', 'no answer came in time'],
	// What was meant and what is not allowed, errors of these kinds say themselves, as do those of ERR_USAGE.
	['ERR_AGENT_UNKNOWN', ''],
	['ERR_AGENT', 'the agent can\'t be reached at the moment'],
	['ERR_COMMAND', 'the agent could not run the command'],
	['ERR_FILE', 'the file can\'t be had or written'],
	['ERR_CLOSED', 'it was closed'],
];

/** 2 usage, 3 connect or login, 4 policy, 124 time-out, 1 for the rest. */
const exitCodes: Array<[prefix: string, exitCode: number]> = [
	['ERR_USAGE', 2], ['ERR_CONFIG', 2], ['ERR_CONNECT', 3], ['ERR_AUTH_POLICY', 4], ['ERR_AUTH', 3], ['ERR_PROTOCOL_PEER', 3], ['ERR_TIMEOUT', 124], ['ERR_AGENT_UNKNOWN', 2],
];

/** Turns any error into what a person reads; feeds notices, stderr and exit codes. */
export function explain(error: unknown): Explanation {
	const known = isArthasError(error)
		? error
		: new ArthasError('ERR_PROTOCOL', error instanceof Error ? error.message : String(error), {hint: 'this is a defect of arthas-tui: please report it with --debug', cause: error});
	return {
		what: known.message,
		why: isArthasError(error) ? first(whys, known.code) ?? '' : 'something happened that nobody foresaw',
		todo: known.hint ?? 'arthas-tui --help lists what can be done',
		exitCode: isArthasError(error) ? first(exitCodes, known.code) ?? 1 : 1,
	};
}

function first<T>(table: Array<[prefix: string, value: T]>, code: ErrorCode): T | undefined {
	return table.find(([prefix]) => code.startsWith(prefix))?.[1];
}
