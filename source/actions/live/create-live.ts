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
			things.set(key, {thing, forget: runOf(thing).subscribe?.(changed) ?? (() => undefined)});
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
				await runOf(found.thing).end();
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

/** What runs in it: it tells when it changed, where no notice does, and can be ended. */
type Run = {
	subscribe?(listener: () => void): () => void;
	end(): Promise<void>;
};

function runOf(thing: LiveThing): Run {
	switch (thing.kind) {
		case 'job': {
			const {job} = thing;
			return {subscribe: listener => job.subscribe(listener), end: async () => job[Symbol.asyncDispose]()};
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

		case 'fetch': {
			return thing.fetch;
		}
	}
}
