import {Buffer} from 'node:buffer';
import {generateKeyPairSync, randomBytes, sign} from 'node:crypto';

export type Certificate = {
	/** PEM; signed by its own key, so that it is its own authority, too. */
	readonly cert: string;
	/** PEM, PKCS #8. */
	readonly key: string;
};

/** Makes a certificate for `localhost` and 127.0.0.1, with `dnsOnly` for the name alone and without a common name, without any program of the host, whose tools differ in what they allow. */
export function makeCertificate({from, to, name = 'localhost', dnsOnly = false}: {from: Date; to: Date; name?: string; dnsOnly?: boolean}): Certificate {
	const {publicKey, privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
	const algorithm = sequence(objectId('2a8648ce3d040302'));
	const subject = sequence(tag(0x31, sequence(objectId(dnsOnly ? '55040a' : '550403'), tag(0x0C, Buffer.from(name)))));
	const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)]);
	const content = sequence(
		tag(0xA0, tag(0x02, Buffer.from([2]))),
		tag(0x02, serial),
		algorithm,
		subject,
		sequence(time(from), time(to)),
		subject,
		publicKey.export({type: 'spki', format: 'der'}),
		tag(0xA3, sequence(authority, alternativeNames(name, dnsOnly))),
	);
	const signature = sign('sha256', content, privateKey);
	return {
		cert: pem(sequence(content, algorithm, bits(signature))),
		key: privateKey.export({type: 'pkcs8', format: 'pem'}) as string,
	};
}

function tag(kind: number, ...parts: readonly Uint8Array[]): Buffer {
	const content = Buffer.concat(parts);
	return Buffer.concat([Buffer.from([kind]), length(content.length), content]);
}

function length(count: number): Buffer {
	if (count < 0x80) {
		return Buffer.from([count]);
	}

	const bytes = Buffer.from(count.toString(16).padStart(count > 0xFF ? 4 : 2, '0'), 'hex');
	return Buffer.concat([Buffer.from([0x80 + bytes.length]), bytes]);
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
	return tag(0x30, ...parts);
}

function objectId(hex: string): Buffer {
	return tag(0x06, Buffer.from(hex, 'hex'));
}

function bits(content: Uint8Array): Buffer {
	return tag(0x03, Buffer.from([0]), content);
}

/** Two digits of the year, which holds until 2049. */
function time(date: Date): Buffer {
	return tag(0x17, Buffer.from(`${date.toISOString().replaceAll(/[-:T]|\..*/g, '').slice(2)}Z`));
}

/** It may sign certificates, itself above all. */
const authority = sequence(objectId('551d13'), tag(0x01, Buffer.from([0xFF])), tag(0x04, sequence(tag(0x01, Buffer.from([0xFF])))));

function alternativeNames(name: string, dnsOnly: boolean): Buffer {
	const names = [tag(0x82, Buffer.from(name)), ...(dnsOnly ? [] : [tag(0x87, Buffer.from([127, 0, 0, 1]))])];
	return sequence(objectId('551d11'), tag(0x04, sequence(...names)));
}

function pem(der: Buffer): string {
	const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
	return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
