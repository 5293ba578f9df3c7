/**
A few characters of foreign text around `at`, safe to print: control, format and unpaired surrogate
characters are shown as escapes, so that a peer can't move a cursor or turn text around in a message of ours.
*/
export function excerpt(text: string, at = 0, reach = 24): string {
	const start = Math.max(0, at - reach);
	const end = Math.min(text.length, at + reach);
	const shown = text.slice(start, end).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escapeOf);
	return `${start > 0 ? '…' : ''}${shown}${end < text.length ? '…' : ''}`;
}

function escapeOf(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	return `\\u${code.toString(16).padStart(4, '0')}`;
}
