/** Finds a text as it stands, in any case. */
export function textPattern(text: string, flags: 'iu' | 'giu' = 'iu'): RegExp {
	return new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|\-/]/gu, String.raw`\$&`), flags);
}
