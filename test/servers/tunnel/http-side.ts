import type {IncomingMessage, ServerResponse} from 'node:http';
import {receive, type ReceivedRequest} from '../simulation/peer.js';
import {basicLogin} from './basic-login.js';
import {answerOutput, type OutputScript} from './output-files.js';
import {recordedAnswer} from './recordings.js';
import type {TunnelScript} from './script.js';

export type HttpSide = {
	script: TunnelScript;
	requests: ReceivedRequest[];
	/** Ids that the server knows now, with what it knows of them. */
	agents: () => Record<string, Record<string, unknown>>;
	/** What an agent has written. */
	outputOf: (id: string) => OutputScript | undefined;
	notify: () => void;
};

const session = 'JSESSIONID=11111111111111111111111111111111';

/** The endpoints of port 8080 with the recorded heads. */
export function answerHttp(side: HttpSide): (request: IncomingMessage, response: ServerResponse) => void {
	return (request, response) => {
		void answer(request, response, side);
	};
}

async function answer(request: IncomingMessage, response: ServerResponse, side: HttpSide): Promise<void> {
	const received = await receive(request, side.requests);
	side.notify();
	if (!received) {
		return;
	}

	const {script} = side;
	const url = new URL(received.path, 'http://localhost');
	const prefix = script.httpPrefix ?? '';
	if (script.basic && request.headers.authorization !== basicLogin(script.basic)) {
		response.writeHead(401, {'www-authenticate': 'Basic realm="gateway"'}).end();
		return;
	}

	if (script.html) {
		response.writeHead(200, {'content-type': 'text/html;charset=UTF-8'}).end('<!DOCTYPE html><html><title>Sign in to the portal</title></html>');
		return;
	}

	const [, id = '', target = ''] = /^\/proxy\/(?<id>[^/]+)(?<target>\/.*)$/u.exec(url.pathname.slice(prefix.length)) ?? [];
	const output = side.outputOf(id);
	if (output && request.method === 'GET') {
		passOn(target, request, response, output);
	} else if (url.pathname.startsWith(prefix)) {
		url.pathname = url.pathname.slice(prefix.length);
		route(url, received, response, side);
	} else {
		play(response, 'apps');
	}
}

/** A path comes to the agent as it stands here, so that one with escapes breaks its request; what is too large costs it its connection. */
function passOn(target: string, request: IncomingMessage, response: ServerResponse, output: OutputScript): void {
	const body = output.files[decodeURIComponent(target).replace(/^\/arthas-output\//u, '')] ?? '';
	if (body.length >= 10 << 20) {
		response.writeHead(200).end('error');
	} else if (target.includes('%') || body.length > 6.8 * (1 << 20)) {
		play(response, 'tunnelApps-detail-pages-off');
	} else {
		answerOutput(target, request, response, output);
	}
}

function route(url: URL, {method, headers, body}: ReceivedRequest, response: ServerResponse, {script, agents}: HttpSide): void {
	const login = `http://${headers.host}${script.httpPrefix ?? ''}/login`;
	if (method !== 'GET' && !(url.pathname === '/login' && body.includes('_csrf='))) {
		play(response, 'post-nocsrf');
	} else if (url.pathname === '/login' && method === 'POST') {
		const form = new URLSearchParams(body);
		const isRight = script.password !== undefined && form.get('username') === 'arthas' && form.get('password') === script.password && (headers.cookie ?? '').includes('JSESSIONID');
		play(response, 'login-post-ok', {location: isRight ? login.replace(/login$/u, '') : `${login}?error`, ...(isRight && {'set-cookie': `${session}; Path=/; HttpOnly`})});
	} else if (url.pathname === '/login') {
		play(response, 'login-page');
	} else if (url.pathname.startsWith('/actuator')) {
		const isIn = headers.cookie?.includes(session) ?? false;
		if (isIn) {
			const known = Object.fromEntries(Object.entries(agents()).map(([id, {host, port, arthasVersion}]) => [id, {host, port, arthasVersion}]));
			play(response, 'actuator-arthas', {}, {...JSON.parse(recordedAnswer('actuator-arthas').body) as object, agents: known});
		} else {
			play(response, 'actuator-noauth', {location: login});
		}
	} else {
		api(url, response, script, agents());
	}
}

function api({pathname, searchParams}: URL, response: ServerResponse, {detailPages = true}: TunnelScript, agents: Record<string, unknown>): void {
	switch (pathname) {
		case '/api/tunnelApps': {
			const apps = new Set(Object.keys(agents).filter(id => id.includes('_')).map(id => id.slice(0, id.indexOf('_'))));
			play(response, detailPages ? 'tunnelApps' : 'tunnelApps-detail-pages-off', {}, detailPages ? [...apps] : undefined);

			break;
		}

		case '/api/tunnelAgentInfo': {
			const app = searchParams.get('app');
			if (!detailPages) {
				play(response, 'tunnelApps-detail-pages-off');
			} else if (app === null) {
				play(response, 'tunnelAgentInfo-noparam');
			} else {
				play(response, 'tunnelAgentInfo', {}, Object.fromEntries(Object.entries(agents).filter(([id]) => id.startsWith(`${app}_`))));
			}

			break;
		}

		case '/api/tunnelAgents': {
			const id = searchParams.get('agentId');
			play(response, id === null ? 'tunnelAgents-noparam' : (Object.hasOwn(agents, id) ? 'tunnelAgents-yes' : 'tunnelAgents-no'));

			break;
		}

		case '/': {
			play(response, 'root');

			break;
		}

		default: {
			play(response, pathname.startsWith('/proxy/') ? 'proxy-unknown' : 'apps');
		}
	}
}

/** A recorded answer, with another body or further headers where they depend on the script. */
function play(response: ServerResponse, name: string, headers: Record<string, string> = {}, body?: unknown): void {
	const recorded = recordedAnswer(name);
	response.writeHead(recorded.status, {...recorded.headers, ...headers}).end(body === undefined ? recorded.body : JSON.stringify(body));
}
