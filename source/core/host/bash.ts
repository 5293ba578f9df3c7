import {parseBashLine, type BashLine} from '../protocol/basic-agent/bash-line.js';
import {createBashGate, type BashGate} from './bash-gate.js';
import {defaultBashPolicy} from './bash-policy.js';
import {bashRequest, problemOf} from './bash-request.js';
import {
	failure, type HostAnswer, type HostContext, type HostMethod,
} from './method.js';

/** `sync.bash` behind a gate. */
export function createSyncBash(gate: BashGate): HostMethod {
	const run = async (line: BashLine | {problem: string}, context: HostContext): Promise<HostAnswer> => 'problem' in line ? failure('invalidParams', line.problem) : gate.run(line, context);
	return {
		name: 'sync.bash',
		summary: 'Run a command line with bash and wait for its end',
		usage: '[-t seconds] [-u user] [-g group] <command line>',
		tier: 'change',
		run: async (args, context) => run(readLine(args), context),
		call: async (members, context) => run(bashRequest(members), context),
	};
}

/** For agents without a policy of their own, which know only whether shell commands are allowed at all. */
export const syncBash = createSyncBash(createBashGate({policy: () => defaultBashPolicy}));

export function readLine(args: string): BashLine | {problem: string} {
	const line = parseBashLine(args);
	return 'problem' in line ? line : problemOf(line.command) ?? line;
}
