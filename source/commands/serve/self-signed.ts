import {Buffer} from 'node:buffer';
import {generateKeyPairSync, randomBytes, sign} from 'node:crypto';
import {isIPv4} from 'node:net';

const day = 86_400_000;
/** What clients of today take from an authority that nobody audits; it is made anew long before. */
const validDays = 397;

/** A certificate for these names and IPv4 addresses that is its own authority, and its key, as PEM (X.509 v3, ECDSA P-256). */
export function selfSigned(names: readonly string[], from = new Date(Date.now() - day)): {cert: string; key: string} {
	const {publicKey, privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
	const algorithm = sequence(oid('2a8648ce3d040302'));
	const subject = sequence(tag(0x31, sequence(oid('550403'), tag(0x0C, Buffer.from('arthas-tui')))));
	const content = sequence(
		tag(0xA0, tag(0x02, Buffer.from([2]))),
		tag(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
		algorithm,
		subject,
		sequence(time(from), time(new Date(from.getTime() + (validDays * day)))),
		subject,
		publicKey.export({type: 'spki', format: 'der'}),
		tag(0xA3, sequence(isAuthority, alternatives(names))),
	);
	const signature = tag(0x03, Buffer.from([0]), sign('sha256', content, privateKey));
	return {cert: pem(sequence(content, algorithm, signature)), key: privateKey.export({type: 'pkcs8', format: 'pem'}) as string};
}

const isAuthority = sequence(oid('551d13'), tag(0x01, Buffer.from([0xFF])), tag(0x04, sequence(tag(0x01, Buffer.from([0xFF])))));

function alternatives(names: readonly string[]): Buffer {
	const list = names.map(name => isIPv4(name) ? tag(0x87, Buffer.from(name.split('.').map(Number))) : tag(0x82, Buffer.from(name)));
	return sequence(oid('551d11'), tag(0x04, sequence(...list)));
}

/** DER: what it is, how long it is, what is in it. */
function tag(kind: number, ...parts: readonly Uint8Array[]): Buffer {
	const content = Buffer.concat(parts);
	const hex = content.length.toString(16);
	const size = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
	return Buffer.concat([Buffer.from(content.length < 0x80 ? [kind] : [kind, 0x80 + size.length]), size, content]);
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
	return tag(0x30, ...parts);
}

function oid(hex: string): Buffer {
	return tag(0x06, Buffer.from(hex, 'hex'));
}

/** Two digits of the year, which holds until 2049. */
function time(date: Date): Buffer {
	return tag(0x17, Buffer.from(`${date.toISOString().replaceAll(/[-:T]|\..*/gu, '').slice(2)}Z`));
}

function pem(der: Buffer): string {
	return `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/gu) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
}
