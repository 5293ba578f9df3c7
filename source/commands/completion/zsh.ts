import {commands, type CommandRow} from '../usage.js';
import {commandWhenNoneIsTyped, offeredFlags, type OfferedFlag} from './offered-flags.js';

export function zshCompletion(profiles: readonly string[]): string {
	const names = commands.map(({name}) => name);
	return `#compdef arthas-tui
# Completion of arthas-tui for zsh. Load it with: source <(arthas-tui completion zsh), or save it as _arthas-tui in a folder of $fpath.
_arthas_tui_commands() {
	local -a commands
	commands=(
${commands.map(({name, summary}) => `		${quote(`${name}:${summary.replaceAll(':', String.raw`\:`)}`)}`).join('\n')}
${profiles.map(name => `		${quote(`${name}:profile`)}\n`).join('')}	)
	_describe command commands
}
_arthas_tui() {
	local command=\${words[(r)(${names.join('|')})]}
	local -a specs
	case $command in
${commands.map(row => branch(row.name, [quote('1: :'), ...offeredFlags(row.name).flatMap(flag => specs(flag)), ...positional(row)])).join('\n')}
${branch('*', [quote('1:command:_arthas_tui_commands'), ...offeredFlags(commandWhenNoneIsTyped).flatMap(flag => specs(flag))])}
	esac
	_arguments -s : $specs
}
if [[ $funcstack[1] == _arthas_tui ]]; then
	_arthas_tui "$@"
else
	compdef _arthas_tui arthas-tui
fi
`;
}

function branch(pattern: string, lines: string[]): string {
	return `	(${pattern})\n		specs=(\n${lines.map(line => `			${line}\n`).join('')}		) ;;`;
}

function positional({input, choices}: CommandRow): string[] {
	if (choices) {
		return [quote(`2:${input}:(${choices.join(' ')})`)];
	}

	return input === '' ? [] : [quote(`*:${input.replaceAll(/[[\]]/gu, '')}:`)];
}

/** One for the long name, one for the short one. */
function specs({typed, short, kind, summary, value = '', takes}: OfferedFlag): string[] {
	const many = kind === 'strings' ? '*' : '';
	const about = `[${summary.replaceAll(/[[\]\\]/gu, String.raw`\$&`)}]`;
	const argument = takes === 'nothing' ? '' : `:${value.replaceAll(':', String.raw`\:`)}:${takes === 'file' ? '_files' : ''}`;
	const long = quote(`${many}${typed}${takes === 'nothing' ? '' : '='}${about}${argument}`);
	return short ? [long, quote(`${many}-${short}${about}${argument}`)] : [long];
}

function quote(text: string): string {
	return `'${text.replaceAll('\'', String.raw`'\''`)}'`;
}
