import {Buffer} from 'node:buffer';
import os from 'node:os';

/** An IPv4 address as /proc/net prints it: its four bytes as one number of this machine's byte order. */
export function ipv4FromHex(hex: string): string {
	const bytes = [...Buffer.from(hex, 'hex')];
	return (os.endianness() === 'LE' ? bytes.reverse() : bytes).join('.');
}

/** An IPv6 address of 32 digits in their order, shortened as RFC 5952 says. */
export function ipv6FromHex(hex: string): string {
	const groups = hex.match(/.{4}/g) ?? [];
	// The URL parser knows the rules, the longest row of zeros included; only what it prints of mapped IPv4 is not what people expect.
	const address = new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
	const mapped = /^::ffff:(?<high>[\da-f]{1,4}):(?<low>[\da-f]{1,4})$/.exec(address)?.groups;
	return mapped === undefined ? address : `::ffff:${dotted(mapped['high'] ?? '')}.${dotted(mapped['low'] ?? '')}`;
}

/** An IPv6 address of /proc/net/tcp6: four numbers of 32 bits, each in this machine's byte order. */
export function ipv6FromWords(hex: string): string {
	const words = hex.match(/.{8}/g) ?? [];
	return ipv6FromHex(os.endianness() === 'LE' ? words.map(word => Buffer.from(word, 'hex').reverse().toString('hex')).join('') : hex);
}

function dotted(group: string): string {
	const number = Number.parseInt(group, 16);
	return `${number >> 8}.${number & 255}`;
}
