import {randomBytes} from 'node:crypto';

/** What is typed at something that looks like a prompt: only a shell shows it behind one. */
export type PromptChecks = {
	/** What to type, without its Enter. */
	create(isAfterInterrupt: boolean): string;
	/** A line that shows a check, and what was printed before its prompt. */
	answeredBy(line: string): {isAfterInterrupt: boolean; before: string} | undefined;
	/** False while one may still be shown, or was swallowed by a stream. */
	readonly areAnswered: boolean;
};

export function createPromptChecks(prompt: string): PromptChecks {
	const checks = new Map<string, {isAnswered: boolean; isAfterInterrupt: boolean}>();
	return {
		create(isAfterInterrupt) {
			const check = `echo ${randomBytes(6).toString('hex')}`;
			checks.set(check, {isAnswered: false, isAfterInterrupt});
			return check;
		},
		answeredBy(line) {
			for (const [text, check] of checks) {
				const isBehindPrompt = line.endsWith(`${prompt}${text}`);
				// What an ended command still printed may have taken its prompt away.
				if (isBehindPrompt || line === text) {
					check.isAnswered = true;
					return {isAfterInterrupt: check.isAfterInterrupt, before: isBehindPrompt ? line.slice(0, -(prompt.length + text.length)) : ''};
				}
			}

			return undefined;
		},
		get areAnswered() {
			return [...checks.values()].every(({isAnswered}) => isAnswered);
		},
	};
}
