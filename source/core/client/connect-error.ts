import {ArthasError, type ErrorCode} from '../error.js';
import {formatEndpoint, type Endpoint} from './endpoint.js';

type Explanation = {code: ErrorCode; what: string; hint: string; retryable?: boolean};

const refused: Explanation = {
	code: 'ERR_CONNECT_REFUSED', what: 'nothing listens at {host}', hint: 'is the server running there? try: arthas-tui doctor {url}', retryable: true,
};
const noRoute: Explanation = {
	code: 'ERR_CONNECT_REFUSED', what: 'there is no route to {host}', hint: 'check the network and the VPN', retryable: true,
};
const noName: Explanation = {code: 'ERR_CONNECT_ADDRESS', what: 'the name {name} can\'t be resolved', hint: 'check its spelling, or use the address'};
const noConnection: Explanation = {
	code: 'ERR_CONNECT_TIMEOUT', what: '{host} didn\'t answer the connection attempt', hint: 'a firewall may drop it silently', retryable: true,
};
const noAnswer: Explanation = {
	code: 'ERR_TIMEOUT', what: '{host} accepts connections but answers nothing', hint: 'it may be frozen, in a long pause, or not a server of this kind', retryable: true,
};
const notHttp: Explanation = {code: 'ERR_PROTOCOL_PEER', what: '{host} doesn\'t speak HTTP', hint: 'agents dial 7700 and operators 8800: the port may be the other one, or want https'};
const notTls: Explanation = {code: 'ERR_CONNECT_TLS', what: '{host} doesn\'t speak TLS', hint: 'write {plainUrl} if it is meant to be plain'};
const silentTls: Explanation = {
	code: 'ERR_CONNECT_TIMEOUT', what: '{host} takes connections, but TLS gets no answer', hint: 'it may be frozen, or speak no TLS: write {plainUrl} if it is meant to be plain', retryable: true,
};
const untrusted: Explanation = {code: 'ERR_CONNECT_TLS', what: 'the certificate of {host} is signed by nobody that this machine trusts', hint: 'give its authority with --ca FILE'};
const hungUp: Explanation = {
	code: 'ERR_CONNECT_DOWN', what: '{host} closed the connection before it answered', hint: 'the port may want {otherScheme}, or belong to another protocol', retryable: true,
};

/** What sockets, TLS, undici and Node's HTTP parser say, by their codes. */
const explanations: Record<string, Explanation> = {
	ECONNREFUSED: refused,
	EHOSTUNREACH: noRoute,
	ENETUNREACH: noRoute,
	EADDRNOTAVAIL: noRoute,
	ENOTFOUND: noName,
	EAI_AGAIN: {...noName, retryable: true},
	ETIMEDOUT: noConnection,
	UND_ERR_CONNECT_TIMEOUT: noConnection,
	UND_ERR_HEADERS_TIMEOUT: noAnswer,
	UND_ERR_BODY_TIMEOUT: noAnswer,
	TimeoutError: noAnswer,
	ERR_SSL_WRONG_VERSION_NUMBER: notTls,
	ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
	EPROTO: notTls,
	ERR_TLS_HANDSHAKE_TIMEOUT: silentTls,
	CERT_HAS_EXPIRED: {code: 'ERR_CONNECT_TLS', what: 'the certificate of {host} has expired', hint: 'it must be renewed; there is no switch to accept it'},
	ERR_TLS_CERT_ALTNAME_INVALID: {code: 'ERR_CONNECT_TLS', what: 'the certificate of {host} is for another name', hint: 'use the name that is in the certificate'},
	DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
	SELF_SIGNED_CERT_IN_CHAIN: untrusted,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
	ECONNRESET: hungUp,
	EPIPE: hungUp,
	UND_ERR_SOCKET: hungUp,
	UND_ERR_HEADERS_OVERFLOW: {code: 'ERR_PROTOCOL_PEER', what: '{host} sends headers without an end', hint: 'is this the right host and port? try: arthas-tui doctor {url}'},
};

/** Turns what a socket, TLS or the HTTP parser says into what a person can do. Errors of ours pass through. */
export function connectError(error: unknown, endpoint: Endpoint): ArthasError {
	if (error instanceof ArthasError) {
		return error;
	}

	const cause = innermost(error);
	const code = cause.code ?? cause.name;
	const explanation = explanations[code] ?? byKind(code) ?? unknown(cause);
	const url = formatEndpoint(endpoint);
	const words: Record<string, string> = {
		host: endpoint.base.host,
		name: endpoint.base.hostname,
		url,
		plainUrl: url.replace('https:', 'http:'),
		otherScheme: endpoint.base.protocol === 'http:' ? 'https' : 'http',
	};
	const fill = (text: string) => text.replaceAll(/\{(?<word>\w+)\}/gu, (all, word: string) => words[word] ?? all);
	return new ArthasError(explanation.code, fill(explanation.what), {hint: fill(explanation.hint), retryable: explanation.retryable, cause: error});
}

/** Codes that come in many forms. What OpenSSL says of itself helps nobody, so only the name of its code is told. */
function byKind(code: string): Explanation | undefined {
	if (/^HPE_|HTTPParserError/u.test(code)) {
		return notHttp;
	}

	return code.startsWith('ERR_SSL_')
		? {
			code: 'ERR_CONNECT_TLS',
			what: `{host} and this program can't agree on TLS: ${code.slice(8).toLowerCase().replaceAll('_', ' ')}`,
			hint: 'it may want a version or a cipher that is no longer safe, or a certificate of the client',
		}
		: undefined;
}

function unknown({message}: Error): Explanation {
	return {
		code: 'ERR_CONNECT_DOWN', what: `the connection to {host} failed: ${message}`, hint: 'try: arthas-tui doctor {url}', retryable: true,
	};
}

/** Undici and AggregateError wrap what really happened. */
function innermost(error: unknown): Error & {code?: string} {
	let current: Error & {code?: string} = error instanceof Error ? error : new Error(String(error));
	for (let depth = 0; depth < 5; depth++) {
		const inner: unknown = current instanceof AggregateError ? current.errors[0] : current.cause;
		if (!(inner instanceof Error)) {
			break;
		}

		current = inner;
	}

	return current;
}
