import {ArthasError, protocolError} from '../../error.js';
import {parseBootError} from '../../protocol/boot-error.js';
import {readOutputListing, type OutputEntry} from '../../protocol/output-listing.js';
import type {Endpoint} from '../endpoint.js';
import type {HttpClient, HttpStream} from '../http.js';
import {loginError} from '../login-error.js';
import {remotePath} from './remote-path.js';

export {noFiles} from './no-files.js';

export type OutputListing = {entries: OutputEntry[]; limits: FileLimits};

/** What a way to an agent does to files. */
export type FileLimits = {
	/** Larger ones don't come through; undefined where there is no limit. */
	largestBytes?: number | undefined;
	/** The JVM holds several copies of a file on its heap while it sends it (4.1.5), which a small one may not survive. */
	isOnHeap: boolean;
};

/** From here on it needs a yes, bytes: a JVM of 96 MB did not survive 4 MiB (4.1.5). */
const harmless = 1 << 20;

/** Whether sending it may cost a JVM its life, which a person has to be asked about. */
export function isHeavy({sizeBytes}: OutputEntry, {isOnHeap}: FileLimits): boolean {
	return isOnHeap && (sizeBytes ?? 0) > harmless;
}

export type OpenedFile = {
	/** Where the bytes begin: 0 where the server doesn't go on from within a file, whatever was asked for. */
	offset: number;
	/** Of the whole file; null where it isn't told. */
	totalBytes: number | null;
	/** Whether it can be gone on from within the file later. */
	canResume: boolean;
	body: AsyncIterable<Uint8Array>;
};

/** What an agent's commands have written, such as flame graphs and heap dumps. Names are below `arthas-output`, or begin with `/` for another folder. */
export type OutputFolder = {
	list(folder: string, signal: AbortSignal): Promise<OutputListing>;
	/** From a byte on, where the server can. The signal ends the body, too. */
	open(name: string, offset: number, signal: AbortSignal): Promise<OpenedFile>;
};

/** With what has to be let go after it. */
export type HeldFolder = OutputFolder & AsyncDisposable;

export type OutputFolderOptions = {
	http: HttpClient;
	endpoint: Endpoint;
	/** What it is called in errors. */
	agent: string;
	/** Before the path that the agent knows: `/proxy/ID` of a tunnel server. */
	prefix?: string;
};

/** The agent waits up to 10 s, a stock tunnel server 15 s. */
const listMs = 20_000;
/** A frame of 10 MiB holds so much in the worst case that was seen to pass (4.3.4); more costs the agent its connection. */
const stockLargest = 6.5 * (1 << 20);
/** An agent gives nothing that is larger through a tunnel (4.1.5). */
const ownLargest = (10 << 20) - 1;

/**
Files over HTTP, straight from an Arthas (4.1.5) or through a tunnel server. Rejects as HttpClient does, and with ERR_FILE,
ERR_AUTH_LOGIN, ERR_AGENT_UNKNOWN, ERR_PROTOCOL_PEER for a page that is no list.
*/
export function openOutputFolder({http, endpoint, agent, prefix}: OutputFolderOptions): OutputFolder {
	const ask = async (path: string, {timeoutMs, signal, headers = {}}: {timeoutMs: number; signal: AbortSignal; headers?: Record<string, string>}): Promise<HttpStream> => {
		const answer = await http.stream({
			path: `${prefix ?? ''}${path}`, timeoutMs, signal, headers,
		});
		if (answer.status !== 200 && answer.status !== 206) {
			throw refusal(answer.status, {
				text: await answer.text(), headers: answer.headers, endpoint, agent, path,
			});
		}

		return answer;
	};

	const isTunnel = prefix !== undefined;
	let isOurs = !isTunnel;
	return {
		async list(folder, signal) {
			const answer = await ask(`${remotePath(folder).replace(/\/$/u, '')}/`, {timeoutMs: listMs, signal});
			const text = await answer.text();
			const entries = readOutputListing(text);
			if (!entries) {
				throw text === 'error'
					? new ArthasError('ERR_FILE', `${agent} gave no list of its files in time`, {hint: 'it may be busy; ask again', retryable: true})
					: protocolError(`${endpoint.base.host} gives no list of files but another page`, {code: 'ERR_PROTOCOL_PEER', hint: 'a login page may stand before it'});
			}

			isOurs = answer.headers['arthas-tui'] === '1';
			return {entries, limits: isTunnel ? {largestBytes: isOurs ? ownLargest : stockLargest, isOnHeap: true} : {isOnHeap: false}};
		},
		async open(name, offset, signal) {
			const path = remotePath(name);
			// It hands the path on as it came, which the agent then takes for one without escapes (4.3.4).
			if (isTunnel && !isOurs && path.includes('%')) {
				throw new ArthasError('ERR_FILE', `a tunnel server can't ask for “${name.slice(0, 80)}”: only letters, digits and - . _ ~ come through`, {
					hint: 'give it another name on its host, or fetch it straight from the HTTP port of its Arthas',
				});
			}

			const {status, headers, body} = await ask(path, {timeoutMs: 0, signal, headers: {'accept-encoding': 'identity', ...(offset > 0 && {range: `bytes=${offset}-`})}});
			const range = /^bytes (?<from>\d+)-\d+\/(?<total>\d+)$/u.exec(String(headers['content-range']))?.groups;
			const length = Number(headers['content-length'] ?? Number.NaN);
			if (status === 206 && Number(range?.['from']) !== offset) {
				throw protocolError(`${endpoint.base.host} gives another part of ${name} than was asked for`, {hint: 'a proxy on the way may be in the way'});
			}

			return {
				offset: status === 206 ? offset : 0,
				totalBytes: range ? Number(range['total']) : (Number.isSafeInteger(length) ? length : null),
				canResume: status === 206 || headers['accept-ranges'] === 'bytes',
				body,
			};
		},
	};
}

type Refused = {text: string; headers: HttpStream['headers']; endpoint: Endpoint; agent: string; path: string};

function refusal(status: number, {text, headers, endpoint, agent, path}: Refused): ArthasError {
	const {host} = endpoint.base;
	const {message = '', code = '', hint} = parseBootError(text) ?? {};
	if (status === 401 || (status === 302 && String(headers['location']).includes('/login'))) {
		return loginError(endpoint, host);
	}

	// The stock server (4.3.4) says nothing of an agent that isn't there.
	if (status === 404 && (code.startsWith('AGENT_') || text === '')) {
		const known = code === 'AGENT_GONE' ? 'ERR_AGENT_GONE' : 'ERR_AGENT_UNKNOWN';
		return new ArthasError(known, message || `${host} has no files of ${agent}: it isn't registered there now`, {hint: hint ?? 'arthas-tui agents lists what is there'});
	}

	if (status === 404) {
		return new ArthasError('ERR_FILE', `${agent} has no ${decodeURIComponent(path)}`, {hint: 'arthas-tui files lists what there is'});
	}

	return status >= 500
		? new ArthasError('ERR_FILE', message || `${host} answers ${status}: ${agent} didn't give it in time`, {
			hint: 'it may be busy, or the file too large for this way; straight from its HTTP port any size comes', retryable: true,
		})
		: new ArthasError('ERR_PROTOCOL_PEER', `${host} answers ${status} where a file was asked for`, {hint: 'a proxy on the way may stop it'});
}
