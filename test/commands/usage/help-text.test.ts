import {expect, test} from 'vitest';
import {commands, flagsOf, helpText} from '../../../source/commands/usage.js';

test('the program\'s help names every command, the common flags and the exit codes', () => {
	const help = helpText();
	for (const {name, summary} of commands) {
		expect(help).toMatch(new RegExp(`^  ${name}.* ${summary.slice(0, 10)}`, 'mu'));
	}

	expect(help).toContain('--read-only');
	expect(help).toContain('130 interrupted');
	expect(helpText('nonsense')).toBe(help);
});

test.each(commands.map(({name}) => [name]))('the help of %s lists all its flags, aligned, and an example', name => {
	const lines = helpText(name).split('\n');
	const flagLines = lines.filter(line => /^ {2}(?:-\w, | {4})--/u.test(line));
	expect(flagLines).toHaveLength(flagsOf(name).length);
	const columns = flagLines.map(line => (/^.{6}--\S+(?: [A-Z:]+)? +/u.exec(line)?.[0].length));
	expect(new Set(columns)).toEqual(new Set([columns[0]]));
	expect(lines[0]).toContain(`arthas-tui ${name}`);
	expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^  (?:source <\\()?arthas-tui ${name}`, 'u')));
	expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(132);
});

test('a flag that is on by default is shown as its opposite', () => {
	expect(helpText('serve')).toMatch(/--no-host-agent +don't join this host/u);
});
