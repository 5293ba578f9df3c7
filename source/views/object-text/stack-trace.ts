/** Whether a text is what a throwable prints: its class and message, then the frames, which begin with a tab. */
export function isStackTrace(text: string): boolean {
	return text.includes('\n\tat ') ? throwable.test(text) : /^(?:[\p{L}\p{N}_$]+\.)*[\p{L}\p{N}_$]*(?:Exception|Error|Throwable)(?::[^\n]*)?\r?\n/u.test(text);
}

const throwable = /^(?:[\p{L}\p{N}_$]+\.)*[\p{L}\p{N}_$]+(?::|\r?\n)/u;

/** Its class without the package, as Arthas writes types everywhere else. */
export function exceptionType(text: string): string | undefined {
	return /^(?:[\p{L}\p{N}_$]+\.)*([\p{L}\p{N}_$]+)/u.exec(text)?.[1];
}
