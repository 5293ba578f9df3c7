import type {Buffer} from 'node:buffer';
import {createServer, type Socket} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';
import {pluginAnswer, type PluginState} from './loda/plugin-answer.js';
import {postAnswer} from './loda/post-answer.js';
import {readRequests, type RawRequest} from './loda/read-requests.js';
import {recording} from './loda/recording.js';
import {Door} from './simulation/peer.js';
import {Moments} from './simulation/moments.js';

export type LodaAgent = AsyncDisposable & {
	readonly port: number;
	/** As a person writes it. */
	readonly url: string;
	/** `GET /plugins/list`, oldest first. */
	readonly requests: string[];
	/** What the registry answers at the next pull. */
	registry: 'up' | 'down' | 'no-namespaces';
	readonly plugins: PluginState;
	/** Answers by these bytes instead, by path; an empty text drops the connection, `hold` never answers. */
	readonly instead: Map<string, Buffer | string>;
	/** Resolves when the condition holds; it is looked at after every request and answer. */
	until(condition: () => boolean): Promise<void>;
	/** Cuts every connection without a farewell. */
	cut(): void;
};

const plain: Readonly<Record<string, string>> = {
	'/me/ns': 'me-ns', '/me/status': 'me-status', '/me/traffic': 'traffic', '/member': 'member', '/debug/vars': 'expvar', '/log/offset': 'log-offset', '/me/ns/': 'trailing-slash', '/': 'root',
};

/** A loda agent (lodastack/agent at 58dbc7e) whose answers are the recorded bytes. A run of `slow` takes as long as it may. */
export async function startLodaAgent(): Promise<LodaAgent> {
	const moments = new Moments();
	const stopped = new AbortController();
	const requests: string[] = [];
	const instead: LodaAgent['instead'] = new Map();
	const plugins: PluginState = {isKnown: true, isDisabled: false, running: new Set()};
	let pulled: LodaAgent['registry'] = 'up';

	const nameOf = (request: RawRequest): string => {
		const {pathname} = request.url;
		const isHomeless = pulled === 'no-namespaces';
		if (pathname === '/update') {
			pulled = agent.registry;
			plugins.isKnown = pulled === 'up';
			return 'update';
		}

		if (pathname === '/plugins/list') {
			return isHomeless ? 'list-no-namespaces' : (plugins.isDisabled ? 'list-disabled' : 'list');
		}

		if (pathname === '/post') {
			return postAnswer(request, isHomeless);
		}

		if (pathname === '/me/ns' && isHomeless) {
			return 'ns-no-namespaces';
		}

		return /^\/plugins\/(?:run|update|enable|disable)$/u.test(pathname) ? pluginAnswer(request, plugins) : plain[pathname] ?? 'notfound';
	};

	const answer = async (socket: Socket, request: RawRequest): Promise<void> => {
		const given = instead.get(request.url.pathname);
		const name = given === undefined ? nameOf(request) : '';
		if (name === 'run-timeout') {
			plugins.running.add('slow');
			moments.notify();
			await delay(Number(request.url.searchParams.get('timeout') ?? 10) * 1000, undefined, {signal: stopped.signal, ref: false});
			plugins.running.delete('slow');
		}

		const bytes = given ?? (name === 'dropped' ? '' : recording(name));
		if (bytes === '') {
			socket.destroy();
		} else if (bytes !== 'hold') {
			socket.write(bytes);
		}
	};

	const serve = async (socket: Socket): Promise<void> => {
		try {
			for await (const request of readRequests(socket)) {
				requests.push(`${request.method} ${request.url.pathname}${request.url.search}`);
				moments.notify();
				await answer(socket, request);
			}
		} catch {
			// Clients hang up at any moment.
		}
	};

	const door = await new Door(createServer(socket => {
		void serve(socket);
	}), moments.notify).open();
	const agent: LodaAgent = {
		port: door.port, url: `loda+http://127.0.0.1:${door.port}`, requests, registry: 'up', plugins, instead,
		until: moments.until,
		cut() {
			door.cut();
		},
		async [Symbol.asyncDispose]() {
			stopped.abort();
			moments.end();
			await door.shut();
		},
	};
	return agent;
}
