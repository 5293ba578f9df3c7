import {cyclic} from '../simulation/fixture.js';

export type Envelope = {
	readonly state: 'SCHEDULED' | 'SUCCEEDED' | 'INTERRUPTED' | 'FAILED' | 'REFUSED';
	readonly message?: string;
	readonly sessionId?: string;
	readonly consumerId?: string;
	/** The text of a JSON object. */
	readonly body?: string;
};

/** The answer can't be written, because application data in it refers to itself. */
export class CyclicData extends Error {}

/** The text of an answer: keys in alphabetical order, absent ones omitted. */
export function printEnvelope({body, consumerId, message, sessionId, state}: Envelope, requestId: string | undefined): string {
	if (body?.includes(cyclic)) {
		throw new CyclicData();
	}

	const rest = JSON.stringify({
		consumerId, message, requestId, sessionId, state,
	});
	return body === undefined ? rest : `{"body":${body},${rest.slice(1)}`;
}

export type ApiRequest = {
	readonly action?: string;
	readonly requestId?: string;
	readonly sessionId?: string;
	readonly consumerId?: string;
	readonly command?: string;
	readonly execTimeout?: number;
};

/** The body was not understood; `message` is the server's own. */
export class UnreadableBody extends Error {}

/** Reads a request body; the words of fastjson2 2.0.58 name the place and repeat the text. */
export function readBody(text: string): ApiRequest {
	const start = text.trim();
	if (start === '') {
		throw new UnreadableBody('parse request failed: request body is empty');
	}

	if (start === 'null') {
		throw new UnreadableBody('Cannot invoke "com.taobao.arthas.core.shell.term.impl.http.api.ApiRequest.getRequestId()" because "apiRequest" is null');
	}

	if (start.startsWith('[')) {
		const type = 'com.taobao.arthas.core.shell.term.impl.http.api.ApiRequest';
		throw new UnreadableBody(`parse request failed: expect {, but [, class ${type}, offset 1, character [, line 1, column 1, fastjson-version 2.0.58 ${text}`);
	}

	if (!start.startsWith('{')) {
		const character = `${start.codePointAt(0)}, offset 1, character ${start[0]}`;
		throw new UnreadableBody(`parse request failed: illegal fieldName input ${character}, line 1, column 1, fastjson-version 2.0.58 ${text}`);
	}

	return convert(parse(text));
}

function parse(text: string): Record<string, unknown> {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		const {length} = text;
		throw new UnreadableBody(`parse request failed: illegal input : \u001A, offset ${length}, character \u001A, line 1, column ${length}, fastjson-version 2.0.58 ${text}`);
	}
}

/** Texts may be numbers, numbers may be texts. */
function convert({execTimeout, ...fields}: Record<string, unknown>): ApiRequest {
	const texts = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
	const timeout = Number(execTimeout ?? 0);
	if (Number.isNaN(timeout)) {
		throw new UnreadableBody(`parse request failed: parseInt error, ${String(execTimeout)}`);
	}

	return {...Object.fromEntries(texts.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])), execTimeout: Math.trunc(timeout)};
}
