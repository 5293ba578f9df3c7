import type {ConsoleModes} from '../live/console/emulator.js';

const begin = '\u001B[200~';
const end = '\u001B[201~';

/**
Pasted text as a terminal sends it: ends of lines are what Enter sends. Control characters are left out, because no
text that somebody meant to paste has them and each is a key to who reads it; the end of a paste is one of them, after
which the rest would run as typed.
*/
export function encodePaste(text: string, {bracketedPaste}: Pick<ConsoleModes, 'bracketedPaste'>): string {
	const typed = text.replaceAll(begin, '').replaceAll(end, '').replaceAll(/\r?\n/gu, '\r').replaceAll(/(?![\t\r])\p{Cc}/gu, '');
	return bracketedPaste && typed !== '' ? begin + typed + end : typed;
}
