import {isArthasError, type ArthasError} from '../../error.js';
import {
	readTunnelActuator, readTunnelAgents, readTunnelApps, readTunnelExists, type TunnelAgent,
} from '../../protocol/tunnel-listing.js';
import type {Endpoint} from '../endpoint.js';
import type {HttpAnswer, HttpClient} from '../http.js';
import {loginError} from '../login-error.js';
import {createSlots} from '../slots.js';
import {asksForForm, logIn} from './form-login.js';

/** What the sources of a tunnel server gave together. */
export type TunnelListing = {
	agents: TunnelAgent[];
	/** Of the server; only the actuator tells it. */
	version: string | null;
	/** Which sources answered, in words. */
	sources: string[];
	/** Which didn't, and what would make them. */
	missing: string[];
	/** A login that was given and not taken. */
	error: ArthasError | undefined;
};

export type TunnelLists = {
	list(signal: AbortSignal): Promise<TunnelListing>;
	/** Whether the server knows an id now: nothing else tells before a console is silent. */
	has(id: string, signal: AbortSignal): Promise<boolean>;
	close(): Promise<void>;
};

type Source = {name: string; agents: TunnelAgent[]; version?: string | null} | {missing: string; error?: ArthasError};

const askMs = 5000;
const appsAtOnce = 8;

/** The lists of a tunnel server, each behind a switch of its own. `endpoint.base` is its HTTP side. */
export function createTunnelLists(http: HttpClient, endpoint: Endpoint): TunnelLists {
	let cookie: string | undefined;
	let refusal: ArthasError | undefined;
	const ask = async (path: string, signal: AbortSignal): Promise<HttpAnswer> => {
		const request = {
			path, timeoutMs: askMs, signal, headers: cookie === undefined ? {} : {cookie},
		};
		let answer: HttpAnswer;
		try {
			answer = await http.request(request);
		} catch (error) {
			if (!isArthasError(error) || error.code !== 'ERR_CONNECT_DOWN') {
				throw error;
			}

			// A connection that was kept may have been closed meanwhile, which says nothing about the server.
			answer = await http.request(request);
		}

		if (answer.status === 401) {
			throw loginError(endpoint, endpoint.base.host);
		}

		return answer;
	};

	const actuator = async (signal: AbortSignal): Promise<Source> => {
		let answer = await ask('/actuator/arthas', signal);
		if (asksForForm(answer) && endpoint.password !== undefined) {
			try {
				// What was refused once isn't tried every few seconds: it would be written down there, and may lock the login.
				if (refusal) {
					throw refusal;
				}

				cookie = await logIn(http, endpoint, signal);
			} catch (error) {
				if (!isArthasError(error) || error.code !== 'ERR_AUTH_LOGIN') {
					throw error;
				}

				// The login may be that of a gateway before it.
				refusal = error;
				return {missing: `its actuator doesn't take this login: ${error.message}`, error};
			}

			answer = await ask('/actuator/arthas', signal);
		}

		if (asksForForm(answer)) {
			return {missing: 'its actuator asks for a login: give --username and the password of spring.security.user.password, which it prints at its start where none is set'};
		}

		return answer.status === 200 ? {name: 'actuator', ...readTunnelActuator(answer.text)} : {missing: `its actuator answers ${answer.status}`};
	};

	const applications = async (signal: AbortSignal): Promise<Source> => {
		const answer = await ask('/api/tunnelApps', signal);
		if (answer.status !== 200) {
			return {missing: answer.status === 500 ? 'its detail pages are off: start it with --arthas.enable-detail-pages=true' : `its list of applications answers ${answer.status}`};
		}

		const slots = createSlots(appsAtOnce);
		const lists = await Promise.all(readTunnelApps(answer.text).map(async app => {
			const give = await slots.take(signal);
			try {
				const {status, text} = await ask(`/api/tunnelAgentInfo?app=${encodeURIComponent(app)}`, signal);
				return status === 200 ? readTunnelAgents(text) : [];
			} finally {
				give();
			}
		}));
		return {name: 'list of applications', agents: lists.flat()};
	};

	return {
		async list(signal) {
			return join([await orMissing(async () => applications(signal)), await orMissing(async () => actuator(signal))]);
		},
		async has(id, signal) {
			const {status, text} = await ask(`/api/tunnelAgents?agentId=${encodeURIComponent(id)}`, signal);
			return status === 200 && readTunnelExists(text);
		},
		close: async () => http.close(),
	};
}

/** One source that is none is no reason to give up the other; a server that doesn't answer, or a wrong login, is. */
async function orMissing(ask: () => Promise<Source>): Promise<Source> {
	try {
		return await ask();
	} catch (error) {
		if (isArthasError(error) && error.code.startsWith('ERR_PROTOCOL')) {
			return {missing: error.message};
		}

		throw error;
	}
}

/** The cluster's list knows more servers, the actuator more agents of one; an id is one agent. */
function join(sources: readonly Source[]): TunnelListing {
	const agents = new Map<string, TunnelAgent>();
	const listing: TunnelListing = {
		agents: [], version: null, sources: [], missing: [], error: undefined,
	};
	for (const source of sources) {
		if ('missing' in source) {
			listing.missing.push(source.missing);
			listing.error ??= source.error;
			continue;
		}

		listing.sources.push(source.name);
		listing.version ??= source.version ?? null;
		for (const agent of source.agents) {
			agents.set(agent.id, agents.get(agent.id) ?? agent);
		}
	}

	listing.agents = [...agents.values()].toSorted((a, b) => a.id < b.id ? -1 : 1);
	return listing;
}
