/** One message of ours to a server, with its secrets masked. */
export type Sent = {seq: number; at: number; server: string; agent: string; what: string};

/** The last ones of all that this program sent, for `@`. */
export type SentLog = {
	entries(): readonly Sent[];
	add(sent: Omit<Sent, 'seq' | 'at'>): void;
	subscribe(listener: () => void): () => void;
};

const most = 5000;

export function createSentLog(now: () => number = Date.now): SentLog {
	let entries: Sent[] = [];
	let seq = 0;
	const listeners = new Set<() => void>();
	return {
		entries: () => entries,
		add(sent) {
			// Painters tell what is new by the identity of the list.
			entries = [...entries.slice(entries.length < most ? 0 : most >> 2), {...sent, seq: ++seq, at: now()}];
			for (const listener of listeners) {
				listener();
			}
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
}
