import {Buffer} from 'node:buffer';
import {connect as connectTcp} from 'node:net';
import {connect as connectTls} from 'node:tls';
import type {Endpoint} from '../../core/client/endpoint.js';
import {isArthasError} from '../../core/error.js';
import {explain} from '../../core/explain.js';
import {excerpt} from '../../core/protocol/excerpt.js';
import type {Identity} from './identify.js';
import {opened, socketAddress, type Limits} from './network.js';

/** The first words of HTTP/2 and its settings frame: a server of gRPC answers with its own. */
const http2Hello = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])]);
const settingsFrame = 4;
const greetingLength = 9;

/** What listens where HTTP failed with `error`. */
export async function sniff(endpoint: Endpoint, error: unknown, limits: Limits): Promise<Identity> {
	const isPlain = endpoint.base.protocol === 'http:';
	const quick = {...limits, stepMs: Math.min(limits.stepMs, 2000)};
	const [greeting, isTls] = isPlain ? await Promise.all([greetingOf(endpoint, quick), speaksTls(endpoint, quick)]) : ['', false];
	if (greeting.length >= greetingLength && greeting.codePointAt(3) === settingsFrame) {
		return {kind: 'other', detail: 'HTTP/2 alone, as gRPC speaks it: a port for agents', todo: 'agents dial this one (7700), operators another (8800)'};
	}

	if (isTls) {
		return {kind: 'other', detail: 'TLS', todo: `write ${endpoint.kind}+https://${endpoint.base.host}`};
	}

	const isStrange = greeting !== '' && !greeting.startsWith('HTTP/');
	if (isArthasError(error) && error.code === 'ERR_TIMEOUT' && !isStrange) {
		return {kind: 'other', detail: `connections are taken, but no whole answer comes in ${limits.stepMs} ms`, todo: 'it may be frozen, in a long pause, or wait for another protocol'};
	}

	const {what, todo} = explain(error);
	return {kind: 'other', detail: isStrange ? `something else than HTTP: it begins with “${excerpt(greeting)}”` : what, todo: todo.includes('arthas-tui doctor') ? 'check host and port' : todo};
}

/** The first bytes that come after the greeting of HTTP/2, as characters; empty when there are none in time. */
async function greetingOf(endpoint: Endpoint, limits: Limits): Promise<string> {
	let heard = '';
	try {
		using socket = await opened(connectTcp(socketAddress(endpoint)), 'connect', limits);
		socket.setEncoding('latin1').write(http2Hello);
		await new Promise<void>(resolve => {
			const timer = setTimeout(resolve, limits.stepMs);
			socket.on('data', (text: string) => {
				heard += text;
				if (heard.length >= greetingLength) {
					socket.destroy();
				}
			});
			socket.once('close', () => {
				clearTimeout(timer);
				resolve();
			});
		});
	} catch {
		// It was reached a moment ago; what it says now adds nothing.
	}

	return heard;
}

async function speaksTls(endpoint: Endpoint, limits: Limits): Promise<boolean> {
	try {
		using socket = await opened(connectTls({...socketAddress(endpoint), rejectUnauthorized: false}), 'secureConnect', limits);
		return socket.encrypted;
	} catch {
		return false;
	}
}
