import type {Live, LiveThing} from './live.js';

/** Keeps what runs; each thing tells by itself when it changed, and all of that comes to the listeners here. */
export function createLive(): Live {
	const things = new Map<string, {thing: LiveThing; forget: () => void}>();
	const listeners = new Set<() => void>();
	let last = 0;
	const changed = () => {
		for (const listener of listeners) {
			listener();
		}
	};

	return {
		add(thing) {
			const key = `r${++last}`;
			things.set(key, {thing, forget: sourceOf(thing).subscribe(changed)});
			changed();
			return key;
		},
		get: key => key === undefined ? undefined : things.get(key)?.thing,
		all: () => [...things].map(([key, {thing}]) => [key, thing] as const),
		async end(key) {
			const found = things.get(key);
			if (found) {
				things.delete(key);
				found.forget();
				changed();
				await endOf(found.thing);
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

function sourceOf(thing: LiveThing): {subscribe(listener: () => void): () => void} {
	switch (thing.kind) {
		case 'job': {
			return thing.job;
		}

		case 'console': {
			return thing.console;
		}

		case 'session': {
			return thing.session;
		}

		case 'host': {
			return thing.host;
		}

		case 'jobs': {
			return thing.jobs;
		}

		case 'plugins': {
			return thing.plugins;
		}

		case 'file': {
			return thing.file;
		}

		// Its course is told by a notice.
		case 'fetch': {
			return {subscribe: () => () => undefined};
		}
	}
}

async function endOf(thing: LiveThing): Promise<void> {
	switch (thing.kind) {
		case 'job': {
			await thing.job[Symbol.asyncDispose]();
			break;
		}

		case 'console': {
			await thing.console.end();
			break;
		}

		case 'session': {
			await thing.session.end();
			break;
		}

		case 'host': {
			await thing.host.end();
			break;
		}

		case 'jobs': {
			await thing.jobs.end();
			break;
		}

		case 'plugins': {
			await thing.plugins.end();
			break;
		}

		case 'file': {
			await thing.file.end();
			break;
		}

		case 'fetch': {
			await thing.fetch.end();
			break;
		}
	}
}
