import {isIP} from 'node:net';
import {createPrivateKey, X509Certificate} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {ArthasError} from '../../core/error.js';
import type {TlsFiles} from '../../core/server/options.js';

/**
The certificate and the key that `serve` shows on all ports; undefined where none are named.

@throws ArthasError ERR_USAGE for one without the other, ERR_CONFIG_FILE for files that are no such thing.
*/
export async function readTls(certFile: string | undefined, keyFile: string | undefined): Promise<TlsFiles | undefined> {
	if (certFile === undefined && keyFile === undefined) {
		return undefined;
	}

	if (certFile === undefined || keyFile === undefined) {
		throw new ArthasError('ERR_USAGE', 'TLS needs both --tls-cert and --tls-key', {hint: 'both are PEM files'});
	}

	const cert = await read(certFile, '--tls-cert', 'a certificate, its chain after it', text => new X509Certificate(text));
	const key = await read(keyFile, '--tls-key', 'a key without a passphrase', text => createPrivateKey(text));
	if (!cert.value.checkPrivateKey(key.value)) {
		throw new ArthasError('ERR_CONFIG_FILE', `the key in ${keyFile} is not that of the certificate in ${certFile}`, {hint: 'the first certificate in the file must be that of this server'});
	}

	return {cert: cert.text, key: key.text};
}

async function read<T>(file: string, flag: string, what: string, parse: (text: string) => T): Promise<{text: string; value: T}> {
	try {
		const text = await readFile(file, 'utf8');
		return {text, value: parse(text)};
	} catch (error) {
		throw new ArthasError('ERR_CONFIG_FILE', `${flag} ${file} can't be used: ${(error as Error).message}`, {hint: `it must be a PEM file with ${what}`, cause: error});
	}
}

export type OwnTrust = {
	/** PEM, where the certificate brings its authority along. */
	ca?: string | undefined;
	/** A name in the certificate. */
	serverName?: string | undefined;
	/** Whether it is valid for a server at this address. */
	names: (host: string) => boolean;
};

/** How programs of this machine verify the certificate that this server was given to serve with. */
export function trustOwn(cert: string): OwnTrust {
	const chain = (cert.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? []).map(pem => new X509Certificate(pem));
	const [leaf, last] = [chain[0], chain.at(-1)];
	const serverName = /(?:DNS|IP Address):(?<name>[^,\s]+)/u.exec(leaf?.subjectAltName ?? '')?.groups?.['name'];
	return {
		...(last?.checkIssued(last) && {ca: cert}),
		...(serverName !== undefined && {serverName: serverName.replace('*', 'agent')}),
		names: host => leaf !== undefined && (isIP(host) === 0 ? leaf.checkHost(host) : leaf.checkIP(host)) !== undefined,
	};
}
