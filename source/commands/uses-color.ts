/** Whether stdout gets colour: only a terminal does, and only where nobody has said no (https://no-color.org). */
export function usesColor({isTerminal, isPlain, env}: {isTerminal: boolean; isPlain: boolean; env: NodeJS.ProcessEnv}): boolean {
	return isTerminal && !isPlain && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
