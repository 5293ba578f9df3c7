import {Buffer} from 'node:buffer';
import {parseBashLine} from '../protocol/basic-agent/bash-line.js';
import {findIdentity} from './bash-identity.js';
import {failure, type HostAnswer, type HostMethod} from './method.js';
import {retcodes, type Retcode} from './retcode.js';
import {runBash, type BashOutcome} from './run-bash.js';

export const syncBash: HostMethod = {
	name: 'sync.bash',
	summary: 'Run a command line with bash and wait for its end',
	usage: '[-t seconds] [-u user] [-g group] <command line>',
	tier: 'change',
	async run(args, {signal}) {
		const line = parseBashLine(args);
		if ('problem' in line) {
			return failure('invalidParams', line.problem);
		}

		// Linux gives one argument of a process 128 KiB, its final NUL included.
		if (Buffer.byteLength(line.command) >= 131_072) {
			return failure('invalidParams', 'the command line is longer than 128 KiB');
		}

		const identity = await findIdentity(line);
		return 'statusCode' in identity
			? identity
			: attempt({
				command: line.command, timeoutMs: line.seconds * 1000, ...identity, signal,
			});
	},
};

async function attempt(options: Parameters<typeof runBash>[0]): Promise<HostAnswer> {
	try {
		return toAnswer(await runBash(options));
	} catch (error) {
		if (options.signal.aborted) {
			return failure('killed', 'interrupted before it began');
		}

		const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
		return failure('internalError', isMissing ? 'there is no bash in PATH' : (error as Error).message);
	}
}

/** A failed command has an answer too: its output and how it ended stand beside the code. */
function toAnswer({stdout, stderr, truncated, exitCode, signal, elapsedMs, timedOut}: BashOutcome): HostAnswer {
	const {code, text} = retcodes[verdict({exitCode, timedOut})];
	const message = exitCode === 0 || timedOut ? text : `${text}: ${signal ?? exitCode}`;
	const isSuccess = exitCode === 0 && !timedOut;
	const failedCode = exitCode === null || exitCode === 0 ? -1 : exitCode;
	return {
		body: {
			resp: isSuccess ? 'success' : 'failed', retcode: code, message, data: stdout, stderr, exitcode: exitCode, signal, elapsed_ms: elapsedMs, truncated,
		},
		statusCode: isSuccess ? 0 : failedCode,
		...(!isSuccess && {message}),
	};
}

function verdict({exitCode, timedOut}: {exitCode: number | null; timedOut: boolean}): Retcode {
	if (timedOut) {
		return 'timedOut';
	}

	if (exitCode === null) {
		return 'killed';
	}

	return exitCode === 0 ? 'success' : 'nonZeroExit';
}
