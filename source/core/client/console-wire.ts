export type ConsoleCloseReason = 'ended' | 'idle' | 'agent-gone' | 'unknown-agent' | 'no-answer' | 'too-big' | 'not-allowed' | 'no-console' | 'draining' | 'lost' | 'by-us';

/** A remote terminal: bytes both ways. One socket's life; it is never resumed. */
export type ConsoleWire = {
	/** Terminal output as it comes. */
	readonly output: AsyncIterable<string>;
	/** Types text; long text goes in pieces that the agent's terminal can take. */
	write(text: string): void;
	resize(size: {cols: number; rows: number}): void;
	readonly closed: Promise<{reason: ConsoleCloseReason; detail: string}>;
	close(): void;
	/** Closes it and waits until it is. */
	[Symbol.asyncDispose](): Promise<void>;
};
