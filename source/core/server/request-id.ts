import {randomFillSync} from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const random = new Uint8Array(1024);
let used = random.length;

/** Twelve letters and digits, as the Java server makes them. */
export function newRequestId(): string {
	let id = '';
	while (id.length < 12) {
		if (used === random.length) {
			randomFillSync(random);
			used = 0;
		}

		// Six bits; the two values beyond the alphabet are drawn again.
		id += alphabet[random[used++]! & 63] ?? '';
	}

	return id;
}
