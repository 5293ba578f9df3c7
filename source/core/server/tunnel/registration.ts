import {randomInt} from 'node:crypto';
import type {IncomingMessage} from 'node:http';
import {AgentStatus, type AgentInfo} from '../../protocol/generated/ArthasService.js';
import {tunnelFeatures} from '../../protocol/tunnel/feature.js';
import {readTunnelQuery} from '../../protocol/tunnel/frame.js';
import {notAllowed, RequestFailure} from '../failure.js';
import {isWelcome} from '../grpc/agent-guard.js';
import type {AgentAccess} from '../options.js';

const longestId = 200;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/**
What an agent says of itself when it registers: nothing but this is known of it. An id that it doesn't bring along is made
here. Its address is that of its connection: the tunnel server 4.3.4 believes X-Forwarded-For, which anybody can write, and
addresses let agents in here and stand in what is told of rivals.
*/
export function readRegistration({url = '', socket: {remoteAddress = ''}}: Pick<IncomingMessage, 'url' | 'socket'>): AgentInfo {
	const query = readTunnelQuery(url);
	const given = query.get('id') ?? '';
	// eslint-disable-next-line no-control-regex
	if (given.length > longestId || /[\u0000-\u001F\u007F]/u.test(given)) {
		throw new RequestFailure({status: 400, message: `an agent id has at most ${longestId} characters and no control characters`});
	}

	const app = query.get('appName') ?? '';
	const version = query.get('arthasVersion') ?? '';
	return {
		agentId: given || newId(app),
		agentStatus: AgentStatus.UP,
		agentVersion: version === 'unknown' ? '' : version.slice(0, 80),
		hostname: '',
		ip: remoteAddress.replace(/^::ffff:/u, ''),
		osVersion: '',
		appName: app.slice(0, longestId) || (given.includes('_') ? given.slice(0, given.indexOf('_')) : ''),
		channelServer: '',
		classPath: '',
		channelVersion: '',
		channelFeatures: [...tunnelFeatures],
	};
}

/**
Agents come by their address, or with the token behind `/ws/`, since they can send it nowhere else; they keep the path when
they dial back. A browser comes with the page that somebody has open, and is no agent.
*/
export function checkAgent({url = '', headers}: Pick<IncomingMessage, 'url' | 'headers'>, peer: string, access: AgentAccess): void {
	if (/^mozilla/iu.test(headers['user-agent'] ?? '')) {
		throw notAllowed('a browser is no agent');
	}

	const token = /^\/ws\/(?<token>[^/?]+)/u.exec(url)?.groups?.['token'] ?? '';
	if (!isWelcome(access, peer, decode(token))) {
		throw notAllowed('this server does not take agents from here: its operator can allow the address, or give a token for the end of the path');
	}
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** As the tunnel server makes them, of letters that every client can write into an address. */
function newId(app: string): string {
	const name = app.replaceAll(/[^\w.~-]/gu, '-').slice(0, 100);
	const random = Array.from({length: 20}, () => letters[randomInt(letters.length)]).join('');
	return name === '' ? random : `${name}_${random}`;
}
