import {isTunnelFailure} from '../../protocol/tunnel/http-answer.js';
import {agentGone, RequestFailure, unknownAgent} from '../failure.js';
import {reply} from './reply.js';
import type {RouteContext} from './route.js';

/** What agents leave to the browser to guess, which our headers forbid. */
const types: Readonly<Record<string, string>> = {
	html: 'text/html;charset=utf-8', svg: 'image/svg+xml', txt: 'text/plain;charset=utf-8', log: 'text/plain;charset=utf-8', json: 'application/json',
};

/** `/proxy/{agentId}/…`: a page or a file of the web server inside a tunnel agent. */
export async function proxyRoute({tunnels, parts, request, response, store, exchange}: RouteContext): Promise<void> {
	const [, agentId = ''] = parts;
	const agent = tunnels.agent(agentId);
	if (!agent) {
		throw await store.agents.get(agentId) ? agentGone((await exchange.agent(agentId)).agentId) : unknownAgent(agentId, tunnels.agents.length);
	}

	const target = targetOf(request.url ?? '');
	const answer = await agent.fetch(target);
	if (isTunnelFailure(answer)) {
		throw new RequestFailure({
			status: 502, message: `${agentId} could not give ${target}: a file of 10 MiB or more is too large for it, or its memory is`, agentId,
		});
	}

	const {status, headers, body} = answer;
	const location = headers.get('location');
	const extension = /\.(?<extension>\w+)$/u.exec(target.split('?', 1)[0] ?? '')?.groups?.['extension'] ?? '';
	const type = headers.get('content-type') ?? types[extension.toLowerCase()] ?? 'application/octet-stream';
	reply(response, status >= 200 && status <= 599 ? status : 502, type, body, {
		// A page of an agent may run its scripts, but not as a page of this server with its login.
		'content-security-policy': 'sandbox allow-scripts',
		...(location?.startsWith('/') && {location: `/proxy/${encodeURIComponent(agentId)}${location}`}),
	});
}

/** As it was asked for, escapes and query included; agents write it into a request line as it is. */
function targetOf(url: string): string {
	const rest = url.replace(/^https?:\/\/[^/?]*/iu, '').replace(/^\/proxy\/[^/?]*/u, '');
	// eslint-disable-next-line no-control-regex
	if (/[\s\u0000-\u001F\u007F]/u.test(rest)) {
		throw new RequestFailure({status: 400, ran: 'no', message: 'an address without blanks and control characters is expected'});
	}

	return rest.startsWith('/') ? rest : `/${rest}`;
}
