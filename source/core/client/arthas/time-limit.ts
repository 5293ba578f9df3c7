import type {CommandSpec} from '../wire.js';

/** Commands that know `--timeout`; in any other it would become a word of its own, since Arthas rejects no unknown option. */
const limited = new Set(['watch', 'trace', 'stack', 'monitor', 'tt', 'line']);
const since = [4, 1, 3];
/** So long after our own deadline: it is the net under a program that was killed. */
const marginMs = 60_000;

export type TimeLimit = {
	commandLine: string;
	/** When the agent ends the command by itself, ms; undefined when it doesn't. */
	agentTimeoutMs: number | undefined;
};

/** Lets the agent itself end a stream that nobody ends, where it can. */
export function withTimeLimit({commandLine, isStream, deadlineMs}: CommandSpec, version: string | null): TimeLimit {
	const given = /\s--timeout[=\s]\s*(?<seconds>\d+)/u.exec(commandLine)?.groups?.['seconds'];
	if (given !== undefined) {
		return {commandLine, agentTimeoutMs: Number(given) * 1000};
	}

	const name = /^\s*(?<name>\S+)/u.exec(commandLine)?.groups?.['name'] ?? '';
	if (!isStream || !limited.has(name) || version === null || !isAtLeast(version, since)) {
		return {commandLine, agentTimeoutMs: undefined};
	}

	const seconds = Math.ceil((deadlineMs + marginMs) / 1000);
	return {commandLine: commandLine.replace(name, () => `${name} --timeout ${seconds}`), agentTimeoutMs: seconds * 1000};
}

/** Whether a version such as `4.1.5` or `4.1.10-SNAPSHOT` is this one or later. */
function isAtLeast(version: string, wanted: readonly number[]): boolean {
	const parts = version.split(/[.-]/u).map(Number);
	for (const [index, part] of wanted.entries()) {
		const own = parts[index] ?? 0;
		if (own !== part) {
			return own > part;
		}
	}

	return true;
}
