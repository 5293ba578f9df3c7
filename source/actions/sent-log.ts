import {maskSecrets} from '../core/mask-secrets.js';

/** One message of ours to a server, with its secrets masked. */
export type Sent = {seq: number; at: number; server: string; agent: string; what: string};

/** The last ones of all that this program sent, for `@`. */
export type SentLog = {
	entries(): readonly Sent[];
	/** What was wrong at the start, which no notice has room for. */
	notes(): readonly string[];
	note(text: string): void;
	add(sent: Omit<Sent, 'seq' | 'at'>): void;
	subscribe(listener: () => void): () => void;
};

const most = 5000;
/** A pasted command may have a megabyte. */
const longest = 4096;

export function createSentLog(now: () => number = Date.now): SentLog {
	let entries: Sent[] = [];
	let notes: readonly string[] = [];
	let seq = 0;
	const listeners = new Set<() => void>();
	const tell = () => {
		for (const listener of listeners) {
			listener();
		}
	};

	return {
		entries: () => entries,
		notes: () => notes,
		note(text) {
			notes = [...notes, text];
			tell();
		},
		add(sent) {
			// Painters tell what is new by the identity of the list.
			entries = [...entries.slice(entries.length < most ? 0 : most >> 2), {
				...sent, what: maskSecrets(sent.what.slice(0, longest)), seq: ++seq, at: now(),
			}];
			tell();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
}
