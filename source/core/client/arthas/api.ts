import {protocolError} from '../../error.js';
import {printApiRequest, type ApiRequest} from '../../protocol/arthas-api.js';
import type {Endpoint} from '../endpoint.js';
import type {HttpClient} from '../http.js';
import {hedge} from './hedge.js';
import {readAnswer, type ApiAnswer} from './read-answer.js';

export type CallOptions = {
	/** From sending to the last byte of the answer, ms. */
	timeoutMs: number;
	signal: AbortSignal;
};

/** The calls of one Arthas HTTP API. They reject as `HttpClient` and `readAnswer` say; a FAILED answer is an answer. */
export type Api = {
	readonly endpoint: Endpoint;
	call(request: ApiRequest, options: CallOptions): Promise<ApiAnswer>;
	/** For `session_info`, `interrupt_job` and `close_session`, which may be sent again while no answer comes. */
	hedged(request: ApiRequest, options: CallOptions): Promise<ApiAnswer>;
};

export function createApi(http: HttpClient, endpoint: Endpoint): Api {
	let count = 0;
	const call: Api['call'] = async (request, {timeoutMs, signal}) => {
		const requestId = `${++count}`;
		const {status, text} = await http.request({
			method: 'POST', path: '/api', body: printApiRequest({...request, requestId}), timeoutMs, signal,
		});
		const answer = readAnswer(status, text, endpoint);
		if ((answer.response.requestId ?? requestId) !== requestId) {
			throw protocolError(`${endpoint.base.host} gave the answer to another request`, {hint: 'a proxy on the way may mix them up', ran: 'maybe'});
		}

		return answer;
	};

	return {
		endpoint,
		call,
		hedged: async (request, options) => hedge(async signal => call(request, {...options, signal}), options.signal),
	};
}
