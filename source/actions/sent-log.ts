import type {ConsoleWire} from '../core/client/console-wire.js';
import type {JobEnd} from '../core/client/job-state.js';
import type {Job} from '../core/client/job.js';
import {maskSecrets} from '../core/mask-secrets.js';
import {openingDetail, type ConsoleClosed} from './live/console/converse.js';

/** What became of the command that a message was for, or of the console that was opened. */
export type Outcome = {end: JobEnd; results: number; ms: number} | ConsoleClosed | 'running';

/** One message of ours to a server, with its secrets masked; `outcome` where it was a command of a pane, or a console. */
export type Sent = {seq: number; at: number; server: string; agent: string; what: string; outcome?: Outcome | undefined};

/** The last ones of all that this program sent, for `@`. */
export type SentLog = {
	entries(): readonly Sent[];
	add(sent: Omit<Sent, 'seq' | 'at' | 'outcome'>): void;
	/** Keeps what becomes of a command with the messages that sent it; it may have been sent already. */
	follow(job: Job): void;
	/** Notes that a console is being opened, and what becomes of it. Rejects as `open` does. */
	console(sent: Omit<Sent, 'seq' | 'at' | 'what' | 'outcome'>, open: () => Promise<ConsoleWire>): Promise<ConsoleWire>;
	subscribe(listener: () => void): () => void;
};

/** What stands in the log for a console. */
export const openConsole = 'open_console';

const most = 5000;
/** A pasted command may have a megabyte. */
const longest = 4096;

export function createSentLog(now: () => number = Date.now): SentLog {
	let entries: Sent[] = [];
	let seq = 0;
	const followed: Followed[] = [];
	const listeners = new Set<() => void>();
	const tell = () => {
		for (const listener of listeners) {
			listener();
		}
	};

	const settle = (seqs: ReadonlySet<number>, outcome: Outcome) => {
		entries = entries.map(entry => seqs.has(entry.seq) ? {...entry, outcome} : entry);
		tell();
	};

	return {
		entries: () => entries,
		add(sent) {
			// Of two that are the same the one that nothing was sent for yet is meant.
			const [first] = followed.filter(({job}) => isFor(job, sent)).sort((one, other) => one.seqs.size - other.seqs.size);
			seq++;
			first?.seqs.add(seq);
			// Painters tell what is new by the identity of the list.
			entries = [...entries.slice(entries.length < most ? 0 : most >> 2), {
				...sent, what: maskSecrets(sent.what.slice(0, longest)), seq, at: now(), outcome: first && 'running',
			}];
			tell();
		},
		follow(job) {
			const known = new Set(followed.flatMap(({seqs}) => [...seqs]));
			const sent = entries.filter(entry => entry.at >= job.startedAt && entry.outcome === undefined && !known.has(entry.seq) && isFor(job, entry));
			const own: Followed = {job, seqs: new Set(sent.map(entry => entry.seq))};
			followed.push(own);
			settle(own.seqs, 'running');
			void (async () => {
				const end = await job.ended;
				followed.splice(followed.indexOf(own), 1);
				settle(own.seqs, {end, results: job.getSnapshot().results, ms: now() - job.startedAt});
			})();
		},
		async console(sent, open) {
			this.add({...sent, what: openConsole});
			const own = new Set([seq]);
			settle(own, 'running');
			try {
				const wire = await open();
				void (async () => {
					settle(own, await wire.closed);
				})();

				return wire;
			} catch (error) {
				settle(own, {reason: 'not-opened', detail: openingDetail(error)});
				throw error;
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

type Followed = {job: Job; seqs: Set<number>};

/** Limits may have been added to what was typed; what is sent is the line of the job. */
function isFor({agent, commandLine}: Job, sent: Pick<Sent, 'agent' | 'what'>): boolean {
	return agent.ref === sent.agent && maskSecrets(commandLine.slice(0, longest)) === maskSecrets(sent.what.slice(0, longest));
}
