import type {JsonObject} from '../protocol/result.js';
import type {BashLine} from '../protocol/basic-agent/bash-line.js';
import type {Audit} from './audit.js';
import {toAnswer} from './bash-answer.js';
import {findIdentity} from './bash-identity.js';
import {refuse, type BashPolicy} from './bash-policy.js';
import {failure, type HostAnswer, type HostContext} from './method.js';
import {runBash} from './run-bash.js';

export type BashGate = {
	/** Never rejects: whatever stands in the way is an answer. */
	run(line: BashLine, context: HostContext): Promise<HostAnswer>;
};

export type BashGateOptions = {
	/** Asked before each command, so that it can change while the agent runs. */
	policy: () => BashPolicy;
	audit?: Audit | undefined;
};

/** The one way by which a command line of somebody else becomes a process: policy, identity, audit, run, audit. */
export function createBashGate({policy, audit}: BashGateOptions): BashGate {
	let running = 0;
	return {
		async run(line, context) {
			const rules = policy();
			const refusal = refuse(rules, line, running);
			running++;
			try {
				const before = refusal ?? note(audit, {event: 'start', ...told(line, context)});
				const answer = before ?? await attempt(line, rules, context);
				const {retcode = 2, exitcode, elapsed_ms: elapsed} = answer.body;
				note(audit, {
					event: before === undefined ? 'end' : 'refused', ...told(line, context), retcode, ...(exitcode !== undefined && {exitcode}), ...(elapsed !== undefined && {elapsed_ms: elapsed}),
				});
				return answer;
			} finally {
				running--;
			}
		},
	};
}

function told({command, seconds, user, group}: BashLine, {caller}: HostContext): JsonObject {
	return {
		caller: caller ?? null, cmd: command, timeout: seconds, user: user ?? null, group: group ?? null,
	};
}

/** A full disk stops what would leave no trace. */
function note(audit: Audit | undefined, entry: JsonObject): HostAnswer | undefined {
	try {
		audit?.write(entry);
		return undefined;
	} catch (error) {
		return failure('internalError', `nothing was run, for the audit can't be written: ${(error as Error).message}`);
	}
}

async function attempt({command, seconds, ...wanted}: BashLine, {outputLimit, memoryKiB, maxSeconds}: BashPolicy, {signal}: HostContext): Promise<HostAnswer> {
	const identity = await findIdentity(wanted);
	if ('statusCode' in identity) {
		return identity;
	}

	try {
		return toAnswer(await runBash({
			command, timeoutMs: Math.min(seconds, maxSeconds) * 1000, outputLimit, ...(memoryKiB !== undefined && {memoryKiB}), ...identity, signal,
		}));
	} catch (error) {
		if (signal.aborted) {
			return failure('killed', 'interrupted before it began');
		}

		const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
		return failure('internalError', isMissing ? 'there is no bash in PATH' : (error as Error).message);
	}
}
