import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openJourney} from './terminal.js';

/** A shell that writes down how its terminal was before the program, and how it is after it. */
const between = 'stty -a > $HOME/before; "$NODE" "$CLI" 2> $HOME/err & pid=$!; echo $pid > $HOME/pid; fg > /dev/null; code=$?; stty -a > $HOME/after; exit $code';
const shell = `set -m; ${between}`;

const escape = '\u{1B}';

/** What was switched on of the terminal's own modes, by the last word on each. */
function modesLeftOn(written: string): string[] {
	const modes = new Map<string, boolean>();
	for (const {groups} of written.matchAll(new RegExp(`${escape}\\[\\?(?<numbers>[\\d;]+)(?<word>[hl])`, 'gu'))) {
		for (const mode of groups?.['numbers']?.split(';') ?? []) {
			modes.set(mode, groups?.['word'] === 'h');
		}
	}

	// The cursor and autowrap are on in a terminal that nobody changed.
	return [...modes].filter(([mode, isOn]) => isOn !== ['25', '7'].includes(mode)).map(([mode]) => mode);
}

describe('however the program ends, the terminal is as before', () => {
	it.each(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const)('%s', async signal => {
		await using journey = await openJourney({command: shell});
		await journey.until('agents');
		await journey.until(/1 up/u);
		process.kill(Number(readFileSync(path.join(journey.folder, 'pid'), 'utf8')), signal);
		await journey.ended;
		expect(readFileSync(path.join(journey.folder, 'after'), 'utf8')).toBe(readFileSync(path.join(journey.folder, 'before'), 'utf8'));
		expect(modesLeftOn(journey.written())).toEqual([]);
		expect(readFileSync(path.join(journey.folder, 'err'), 'utf8')).toBe('');
	});

	it('q', async () => {
		await using journey = await openJourney({command: shell});
		await journey.until(/1 up/u);
		journey.act('app.leave');
		expect(await journey.ended).toBe(0);
		expect(readFileSync(path.join(journey.folder, 'after'), 'utf8')).toBe(readFileSync(path.join(journey.folder, 'before'), 'utf8'));
		expect(modesLeftOn(journey.written())).toEqual([]);
		expect(readFileSync(path.join(journey.folder, 'err'), 'utf8')).toBe('');
	});
});
