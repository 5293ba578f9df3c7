/**
A text of Arthas itself without the colours that it writes for its own terminal. Arthas 4.1.5 puts
them into the hint of `watch` and its like when no class is affected.
*/
export function withoutColors(text: string): string {
	// eslint-disable-next-line no-control-regex
	return text.replaceAll(/\u{1B}\[[\d;]*m/gu, '');
}
