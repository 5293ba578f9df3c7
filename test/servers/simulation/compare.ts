import {once} from 'node:events';
import {connect} from 'node:net';
import {text} from 'node:stream/consumers';

/** Sends bytes and reads until the peer closes: the whole HTTP answer as it is on the wire. */
export async function exchangeBytes(port: number, request: string): Promise<string> {
	const socket = connect(port, '127.0.0.1');
	await once(socket, 'connect');
	socket.write(request);
	return text(socket);
}

/** A POST or GET as text, with `Connection: close`. */
export function httpRequest(method: string, path: string, body = '', headers: Record<string, string> = {}): string {
	const lines = Object.entries({
		Host: '127.0.0.1', Connection: 'close', 'Content-Type': 'application/json', 'Content-Length': String(new TextEncoder().encode(body).length), ...headers,
	}).map(([name, value]) => `${name}: ${value}\r\n`);
	return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

/** Replaces what differs between any two runs (ids, times, costs, sizes of chunks) by a sign for its kind. */
export function normal(recorded: string): string {
	return recorded
		.replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, '<uuid>')
		.replaceAll(/(requestId\\?": ?\\?")[A-Za-z\d]{12}"/g, '$1<request>"')
		.replaceAll(/(requestId\\?": ?\\?")[\da-f]{32}"/g, '$1<console>"')
		.replaceAll(/(consoleId": ")[\da-f]{32}"/g, '$1<console>"')
		.replaceAll(/"pid":"?\d+"?/g, '"pid":<n>')
		.replaceAll(/("consumerId":")[\da-f]{32}_\d+"/g, '$1<consumer>"')
		.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)/g, '<iso>')
		.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?/g, '<time>')
		.replaceAll(/(jobId\\?":)\d+/g, (all, name: string) => all.endsWith(':0') ? all : `${name}<n>`)
		.replaceAll(/((?:listenerId|[cC]ost|heartbeatTime|createdTime|createTime|modifiedTime|lastAccessTime)\\?":)\d[\d.]*(?:E-?\d+)?/g, '$1<n>')
		.replaceAll(/Date: [^\r]+/g, 'Date: <date>')
		.replaceAll(/asession=[A-Za-z\d]{32}/g, 'asession=<session>')
		.replaceAll(/\r\n[\da-f]+\r\n/g, '\r\n<size>\r\n');
}
