import {isIP} from 'node:net';
import {createSecureContext} from 'node:tls';
import {ArthasError} from '../error.js';
import type {ServerOptions} from './options.js';

/** Throws ERR_AUTH_POLICY for what would leave a door open by mistake, ERR_CONNECT_TLS for files that are no pair of certificate and key. */
export function checkPolicy(host: string, {login, agents, tls, hosts, insecure = false}: ServerOptions): void {
	if (login && (login.username === '' || login.password === '' || login.username.includes(':'))) {
		throw new ArthasError('ERR_AUTH_POLICY', 'half a login protects nothing', {hint: 'a user name without a colon and a password, both not empty, or neither'});
	}

	if (tls) {
		checkTls(tls);
	}

	if (hosts?.tls) {
		checkTls(hosts.tls);
	} else if (hosts && !isLoopback(host)) {
		throw new ArthasError('ERR_AUTH_POLICY', `will not take hosts on ${host} without TLS`, {hint: 'give the door for hosts a certificate'});
	}

	if (isLoopback(host) || insecure) {
		return;
	}

	if (!login) {
		throw new ArthasError('ERR_AUTH_POLICY', `will not listen on ${host} without a login`, {
			hint: 'set ARTHAS_TUI_SERVE_USERNAME and ARTHAS_TUI_SERVE_PASSWORD, or say --insecure',
		});
	}

	if (!agents?.token && !agents?.allow) {
		throw new ArthasError('ERR_AUTH_POLICY', `will not take agents on ${host} from everywhere`, {
			hint: 'name their addresses with --allow-agent 10.0.0.0/8, give them a token, or say --insecure',
		});
	}
}

function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function checkTls({cert, key}: {cert: string; key: string}): void {
	try {
		createSecureContext({cert, key});
	} catch (error) {
		throw new ArthasError('ERR_CONNECT_TLS', `the TLS certificate or its key can't be used: ${(error as Error).message}`, {
			hint: 'both are PEM files, and the key belongs to the certificate', cause: error,
		});
	}
}
