import type {HostAnswer} from './method.js';
import {retcodes, type Retcode} from './retcode.js';
import type {BashOutcome} from './run-bash.js';

/** A failed command has an answer too: its output and how it ended stand beside the code. */
export function toAnswer({stdout, stderr, truncated, exitCode, signal, elapsedMs, timedOut}: BashOutcome): HostAnswer {
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
