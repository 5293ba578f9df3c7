import {randomBytes} from 'node:crypto';
import type {IncomingMessage, RequestListener, ServerResponse} from 'node:http';
import type {Access} from './access.js';
import {notAllowed, RequestFailure} from './failure.js';
import {agentRoute} from './http/agent-routes.js';
import {
	asksForPage, isFrontPage, replyAsset, replyFrontPage,
} from './http/console-page.js';
import {legacyRoute} from './http/legacy-route.js';
import {listAgents} from './http/list-agents.js';
import {reply, replyFailure} from './http/reply.js';
import type {RouteContext} from './http/route.js';
import {parseTarget, type Target} from './http/target.js';
import {isTunnelRoute, tunnelRoute} from './http/tunnel-routes.js';
import {listen, type Door, type ListenOptions} from './listen.js';

export type HttpDoorOptions = Pick<RouteContext, 'store' | 'exchange' | 'readOnly' | 'streams' | 'tunnels'> & {access: Access};

/** The operator's door: JSON over HTTP/1.1, with consoles by upgrade. */
export async function openHttpDoor(where: ListenOptions, options: HttpDoorOptions): Promise<Door> {
	return listen(where, httpListener(options));
}

/** The same pages for another port. */
export function httpListener(options: HttpDoorOptions): RequestListener {
	const boot = randomBytes(4).toString('hex');
	return (request, response) => {
		void answer(request, response, {...options, boot});
	};
}

async function answer(request: IncomingMessage, response: ServerResponse, {access, ...parts}: HttpDoorOptions & {boot: string}): Promise<void> {
	const target = parseTarget(request.url ?? '/');
	// A caller may hang up at any moment.
	response.on('error', () => undefined);
	try {
		if (access.form && target.path === '/login') {
			await access.form.answer(request, response);
			return;
		}

		const user = access.enter(request);
		const extended = target.query.get('ext') === '1' || request.headers['arthas-tui'] === '1';
		await route({
			...parts, ...target, request, response, user, extended,
		});
	} catch (error) {
		if (response.headersSent) {
			response.destroy();
		} else if (access.form && wantsForm(error, request, target)) {
			reply(response, 302, 'text/plain', '', {location: '/login'});
		} else {
			replyFailure(response, error, target.path);
		}
	}
}

/** Clients of the tunnel server look for its form where its actuator was asked for without a login; people at a browser get it in front of the page. */
function wantsForm(error: unknown, request: IncomingMessage, {parts}: Target): boolean {
	const {headers} = request;
	return (parts[0] === 'actuator' || (isFrontPage(parts) && asksForPage(request))) && headers.authorization === undefined && error instanceof RequestFailure && error.fields.status === 401;
}

async function route(context: RouteContext): Promise<void> {
	const [first, second, third] = context.parts;
	if (first === 'agents' && (second ?? '') === '') {
		await listAgents(context);
	} else if (first === 'agent' && second !== undefined) {
		await agentRoute(context);
	} else if (first === 'legacy_api' && third === undefined) {
		await legacyRoute(context);
	} else if (isTunnelRoute(context.parts)) {
		await tunnelRoute(context);
	} else if (first === 'ws') {
		if (context.readOnly) {
			throw notAllowed('a console can do anything; this server only allows looking');
		}

		throw new RequestFailure({status: 426, ran: 'no', message: 'consoles and agents come here by a WebSocket: a proxy on the way may have dropped its upgrade'});
	} else if (isFrontPage(context.parts)) {
		replyFrontPage(context);
	} else if (first === 'console' && third === undefined) {
		replyAsset(context);
	} else {
		throw new RequestFailure({status: 404, message: ''});
	}
}
