import {randomUUID} from 'node:crypto';
import type {Job} from './job.js';

export type HostSession = {
	readonly id: string;
	/** The foreground job: a session runs one at a time. */
	job?: Job | undefined;
};

/**
The sessions of one agent, by id. They survive reconnections, as those of a JVM do. The Java agent forgets a session
30 minutes after its opening, used or not; here the one used least lately goes, and only when there are `limit`.
*/
export class SessionTable {
	readonly #sessions = new Map<string, HostSession>();
	readonly #limit: number;

	constructor(limit = 1000) {
		this.#limit = limit;
	}

	open(): HostSession {
		const idle = this.#sessions.size < this.#limit ? undefined : [...this.#sessions.values()].find(session => session.job === undefined);
		if (idle !== undefined) {
			this.#sessions.delete(idle.id);
		}

		const session: HostSession = {id: randomUUID()};
		this.#sessions.set(session.id, session);
		return session;
	}

	get(id: string): HostSession | undefined {
		const session = this.#sessions.get(id);
		if (session !== undefined) {
			// The map keeps the order of insertion; this makes it the order of use.
			this.#sessions.delete(id);
			this.#sessions.set(id, session);
		}

		return session;
	}

	close(id: string): void {
		this.#sessions.delete(id);
	}
}
