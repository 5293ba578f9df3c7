import type {Buffer} from 'node:buffer';

/**
The counters that HotSpot publishes for tools such as jps, in a file that it maps: format 2.0 of every JVM since 1.4.2.
Undefined for what is no such file or is not ready yet.
*/
export function readHsperfdata(bytes: Buffer): Map<string, string | number> | undefined {
	if (bytes.length < 32 || bytes.readUInt32BE(0) !== 0xCA_FE_C0_C0 || bytes[5] !== 2 || bytes[7] !== 1) {
		return undefined;
	}

	const isLittle = bytes[4] === 1;
	const number = (offset: number) => isLittle ? bytes.readInt32LE(offset) : bytes.readInt32BE(offset);
	const values = new Map<string, string | number>();
	let entry = number(24);
	for (let left = number(28); left > 0 && entry >= 32 && entry + 20 <= bytes.length; left--) {
		const length = number(entry);
		if (length < 20 || entry + length > bytes.length) {
			break;
		}

		const name = text(bytes, entry + number(entry + 4), entry + length);
		values.set(name, valueAt(bytes, entry, {
			isLittle, vector: number(entry + 8), data: entry + number(entry + 16), end: entry + length,
		}));
		entry += length;
	}

	return values;
}

type Place = {isLittle: boolean; vector: number; data: number; end: number};

/** Type `J` is a number of 64 bits, `B` with a length a text. Nothing else occurs. */
function valueAt(bytes: Buffer, entry: number, {isLittle, vector, data, end}: Place): string | number {
	if (vector > 0) {
		return text(bytes, data, Math.min(end, data + vector));
	}

	const isLong = bytes[entry + 12] === 0x4A && data + 8 <= end;
	return isLong ? Number(isLittle ? bytes.readBigInt64LE(data) : bytes.readBigInt64BE(data)) : 0;
}

function text(bytes: Buffer, start: number, end: number): string {
	const zero = bytes.indexOf(0, start);
	return bytes.toString('utf8', start, zero === -1 ? end : Math.min(zero, end));
}
