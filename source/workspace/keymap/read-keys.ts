/**
A sequence of keys as it is written in bindings and in the configuration, in the names of the decoder, or
undefined where a key does not exist. Names are read in any case; `shift-a` is `A`.
*/
export function readKeys(text: string): string[] | undefined {
	const keys = text.trim().split(/\s+/u).filter(Boolean).map(key => readKey(key));
	return keys.length > 0 && keys.every(key => key !== undefined) ? keys : undefined;
}

const modifiers = ['ctrl', 'alt', 'shift', 'meta'] as const;

const named = new Set([
	'enter',
	'esc',
	'tab',
	'space',
	'backspace',
	'insert',
	'delete',
	'home',
	'end',
	'pageup',
	'pagedown',
	'up',
	'down',
	'left',
	'right',
	'begin',
	...Array.from({length: 35}, (_, index) => `f${index + 1}`),
]);

const otherNames: Readonly<Record<string, string>> = {
	escape: 'esc', return: 'enter', del: 'delete', ins: 'insert', pgup: 'pageup', pgdn: 'pagedown',
};

function readKey(text: string): string | undefined {
	const parts = /^(?<held>(?:(?:ctrl|alt|shift|meta)-)*)(?<base>.+)$/isu.exec(text)?.groups;
	const held = new Set((parts?.['held'] ?? '').toLowerCase().split('-').filter(Boolean));
	const base = readBase(parts?.['base'] ?? '', held);
	return base === undefined ? undefined : [...modifiers.filter(modifier => held.has(modifier)), base].join('-');
}

/** Shift is part of a character, except under Ctrl, where a terminal tells no case. */
function readBase(written: string, held: Set<string>): string | undefined {
	if ([...written].length > 1) {
		const lower = written.toLowerCase();
		const base = otherNames[lower] ?? lower;
		return named.has(base) ? base : undefined;
	}

	if (held.has('ctrl')) {
		return written.toLowerCase();
	}

	return held.delete('shift') ? written.toUpperCase() : written;
}
