import {isIP} from 'node:net';
import {isArthasError} from '../error.js';
import {timeoutSignal} from '../timeout-signal.js';
import type {Agent} from './agent.js';
import {createApi} from './arthas/api.js';
import {parseEndpoint, type Endpoint} from './endpoint.js';
import {createHttpClient} from './http.js';

/** `needsLogin`: something there asks for a login, which only a person can give. */
export type DirectWay = {endpoint: Endpoint; needsLogin: boolean};

const usualPort = 8563;
const lookMs = 2000;
const answerLimit = 1 << 20;

/**
Looks whether the HTTP API of an agent that has only a text console can be reached from here: at the address that it came from
and the given or usual port. It counts when it says the id of that agent itself, since the address may be that of a proxy. No login is sent.
*/
export async function findDirectWay({id, ip, results}: Agent, {port = usualPort, signal}: {port?: number | undefined; signal: AbortSignal}): Promise<DirectWay | undefined> {
	// What a server takes for the address of an agent need not be one, and one with a zone (fe80::1%eth0) is of no use elsewhere.
	const family = ip === null || ip.includes('%') ? 0 : isIP(ip);
	if (family === 0 || results !== 'text') {
		return undefined;
	}

	const endpoint = parseEndpoint(`arthas+http://${family === 6 ? `[${ip}]` : ip}:${port}`);
	const http = createHttpClient(endpoint, {maxMessage: answerLimit, connectMs: lookMs});
	try {
		const answer = await createApi(http, endpoint).call({action: 'exec', command: 'session', execTimeout: lookMs}, {timeoutMs: lookMs, signal: AbortSignal.any([signal, timeoutSignal(lookMs)])});
		return answer.results.some(({type, agentId}) => type === 'session' && agentId === id) ? {endpoint, needsLogin: false} : undefined;
	} catch (error) {
		signal.throwIfAborted();
		return isArthasError(error) && error.code === 'ERR_AUTH_LOGIN' ? {endpoint, needsLogin: true} : undefined;
	} finally {
		await http.close();
	}
}
