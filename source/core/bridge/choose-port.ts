import {arthasBackend} from '../client/backends/arthas-api.js';
import type {Endpoint} from '../client/endpoint.js';
import {isArthasError} from '../error.js';
import {defaultMessageLimit} from '../protocol/json.js';
import {timeoutSignal} from '../timeout-signal.js';

const greetMs = 5000;

/** The first of these at which Arthas's HTTP API answers; one that wants a login is the right one, too. */
export async function choosePort(endpoints: readonly Endpoint[], signal: AbortSignal): Promise<Endpoint | undefined> {
	for (const endpoint of endpoints) {
		if (await answers(endpoint, signal)) {
			return endpoint;
		}
	}

	return undefined;
}

async function answers(endpoint: Endpoint, signal: AbortSignal): Promise<boolean> {
	const link = arthasBackend.open(endpoint, {maxMessage: defaultMessageLimit, onAgents: () => undefined, onSent: () => undefined});
	try {
		await link.greet(AbortSignal.any([signal, timeoutSignal(greetMs)]));
		return true;
	} catch (error) {
		return isArthasError(error) && error.code === 'ERR_AUTH_LOGIN';
	} finally {
		await link.close();
	}
}
