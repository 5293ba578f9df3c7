import {commands, type CommandRow} from './commands.js';
import {flagsOf, typedName, type FlagRow} from './flags.js';

const exitCodes = '0 all well · 1 some targets failed · 2 usage · 3 connect or login · 4 refused by policy · 124 time-out · 130 interrupted';

/** What `--help` prints: of the program, or of one command. An unknown name gives the program's. */
export function helpText(command?: string): string {
	const row = commands.find(({name}) => name === command);
	const parts = row ? commandHelp(row) : programHelp();
	return `${parts.join('\n')}\n`;
}

function programHelp(): string[] {
	return [
		'Usage: arthas-tui [PROFILE] [FLAGS]',
		'       arthas-tui COMMAND [INPUT] [FLAGS]',
		'',
		'Looks after JVMs and their hosts. Without a server, one is started in this program and this host joins it.',
		'',
		'Commands:',
		...aligned(commands.map(({name, input, summary}) => [`${name} ${input}`.trim(), summary])),
		'',
		'Flags for all commands:',
		...aligned(flagsOf().filter(({commands: scope}) => scope === 'all').map(flag => flagLine(flag))),
		'',
		'arthas-tui COMMAND --help tells more. Most flags can come from ARTHAS_TUI_… or the config file too.',
		'',
		`Exit codes: ${exitCodes}`,
	];
}

function commandHelp({name, input, summary, choices, notes = [], examples}: CommandRow): string[] {
	return [
		`Usage: arthas-tui ${name} ${choices ? [choices.join('|'), ...input.split(' ').slice(1)].join(' ') : input}`.trimEnd() + ' [FLAGS]',
		'',
		`${summary[0]?.toUpperCase() ?? ''}${summary.slice(1)}.`,
		'',
		'Flags:',
		...aligned(flagsOf(name).map(flag => flagLine(flag))),
		...notes.length > 0 ? ['', ...notes] : [],
		'',
		'Examples:',
		...examples.map(example => `  ${example}`),
	];
}

function flagLine(flag: FlagRow): [left: string, right: string] {
	const short = flag.short ? `-${flag.short}, ` : '    ';
	const summary = flag.isOnByDefault ? `don't ${flag.summary}` : flag.summary;
	return [`${short}${typedName(flag)}${flag.value ? ` ${flag.value}` : ''}`, summary];
}

function aligned(rows: Array<[left: string, right: string]>): string[] {
	const width = Math.max(...rows.map(([left]) => left.length));
	return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
