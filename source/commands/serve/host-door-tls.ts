import {X509Certificate} from 'node:crypto';
import {
	mkdirSync, readFileSync, renameSync, writeFileSync,
} from 'node:fs';
import {hostname} from 'node:os';
import path from 'node:path';
import type {TlsFiles} from '../../core/server/options.js';
import {stateFolder} from '../host/places.js';
import {selfSigned} from './self-signed.js';

export type HostDoorTls = {tls: TlsFiles; /** The certificate that agents are given to trust. */ caFile: string};

const monthMs = 30 * 86_400_000;

/**
The certificate of the door for hosts where none was given: made once, kept where only this user can read its key, and made
anew a month before its end. Agents trust it by its file. Throws when the folder can't be written.
*/
export function hostDoorTls(env: NodeJS.ProcessEnv): HostDoorTls {
	const folder = stateFolder(env);
	const caFile = path.join(folder, 'host-door.pem');
	const keyFile = path.join(folder, 'host-door.key');
	const kept = read(caFile, keyFile);
	if (kept) {
		return {tls: kept, caFile};
	}

	const tls = selfSigned([hostname(), 'localhost', 'config.cargo.com', '127.0.0.1']);
	mkdirSync(folder, {recursive: true, mode: 0o700});
	for (const [file, text, mode] of [[keyFile, tls.key, 0o600], [caFile, tls.cert, 0o644]] as const) {
		writeFileSync(`${file}.new`, text, {mode});
		renameSync(`${file}.new`, file);
	}

	return {tls, caFile};
}

function read(caFile: string, keyFile: string): TlsFiles | undefined {
	try {
		const tls = {cert: readFileSync(caFile, 'utf8'), key: readFileSync(keyFile, 'utf8')};
		const {validTo} = new X509Certificate(tls.cert);
		return Date.parse(validTo) - Date.now() > monthMs ? tls : undefined;
	} catch {
		return undefined;
	}
}
