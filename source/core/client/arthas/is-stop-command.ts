/** Arthas' own `stop`: it never answers, for its end is the end of the server. */
export function isStopCommand(commandLine: string): boolean {
	return /^\s*stop(?:\s|$)/u.test(commandLine);
}
