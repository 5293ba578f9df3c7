import {type IncomingMessage, type ServerResponse, STATUS_CODES} from 'node:http';

/** The body of errors that Spring Boot makes, not the application. */
export function bootBody(status: number, url: string): string {
	const [path = ''] = url.split('?', 1);
	return JSON.stringify({
		timestamp: new Date().toISOString().replace('Z', '+00:00'), status, error: STATUS_CODES[status], message: '', path,
	});
}

/** What every answer of the HTTP port has: no reason phrase, Spring Security's headers, nothing that names the server. */
export function writeHead(request: IncomingMessage, response: ServerResponse, status: number, own: Array<[string, string]>): void {
	const headers: Array<[string, string]> = [
		...own.filter(([name]) => !name.startsWith('Content-')),
		['X-Content-Type-Options', 'nosniff'],
		['X-XSS-Protection', '1; mode=block'],
		['Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate'],
		['Pragma', 'no-cache'],
		['Expires', '0'],
		['X-Frame-Options', 'DENY'],
		...own.filter(([name]) => name.startsWith('Content-')),
	];
	if (!headers.some(([name]) => name === 'Content-Length')) {
		headers.push(['Transfer-Encoding', 'chunked']);
	}

	headers.push(['Date', new Date().toUTCString()]);
	// Tomcat keeps connections open without saying so.
	response.removeHeader('Connection');
	if (/^close$/i.test(request.headers.connection ?? '')) {
		headers.push(['Connection', 'close']);
	}

	response.writeHead(status, '', headers.flat());
}

/** A whole answer; one without a body has a length instead of chunks. */
export function send(request: IncomingMessage, response: ServerResponse, answer: {
	status: number; body?: string | Uint8Array; contentType?: string; headers?: Array<[string, string]>;
}): void {
	const {status, body, contentType = 'application/json', headers = []} = answer;
	if (response.destroyed) {
		return;
	}

	const content: [string, string] = body === undefined ? ['Content-Length', '0'] : ['Content-Type', contentType];
	writeHead(request, response, status, [...headers, content]);
	response.end(body);
}

/** An error in the shape of Spring Boot. */
export function fail(request: IncomingMessage, response: ServerResponse, status: number): void {
	send(request, response, {status, body: bootBody(status, request.url ?? '')});
}
