import {Buffer} from 'node:buffer';

/** File systems take 255 bytes; what stands before the end of a part needs some of them. */
const longest = 200;

/** The name that a file from elsewhere gets here: never a path, hidden, empty, or with characters that a terminal obeys. */
export function localName(remote: string): string {
	const last = remote.split(/[/\\]/u).findLast(part => part !== '') ?? '';
	const clean = last.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '').trim().replace(/^[.~-]+/u, '_');
	return clean === '' || clean === '_' ? 'file' : cut(clean);
}

/** Keeps the end, which says what kind of file it is. */
function cut(name: string): string {
	if (Buffer.byteLength(name) <= longest) {
		return name;
	}

	const end = /\.\w{1,10}$/u.exec(name)?.[0] ?? '';
	let begin = name.slice(0, longest - end.length);
	while (Buffer.byteLength(begin + end) > longest) {
		begin = [...begin].slice(0, -1).join('');
	}

	return begin + end;
}
