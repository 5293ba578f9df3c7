import {commands, type CommandName} from '../usage.js';
import {
	commandWhenNoneIsTyped, everyFlag, offeredFlags, type OfferedFlag,
} from './offered-flags.js';

export function fishCompletion(profiles: readonly string[]): string {
	return [
		'# Completion of arthas-tui for fish. Load it with: arthas-tui completion fish | source',
		'complete -c arthas-tui -f',
		...commands.map(({name, summary}) => `complete -c arthas-tui -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`),
		...commands.filter(({choices}) => choices).map(({name, choices = []}) => `complete -c arthas-tui -n '__fish_seen_subcommand_from ${name}' -a ${quote(choices.join(' '))}`),
		...profiles.map(name => `complete -c arthas-tui -n __fish_use_subcommand -a ${name} -d profile`),
		...everyFlag().map(flag => flagLine(flag)),
		'',
	].join('\n');
}

function flagLine({name, typed, short, summary, takes}: OfferedFlag): string {
	const owners = commands.map(command => command.name).filter(command => offeredFlags(command).some(flag => flag.name === name));
	const argument = {nothing: '', text: ' -x', file: ' -r -F'}[takes];
	return `complete -c arthas-tui${condition(owners)} -l ${typed.slice(2)}${short ? ` -s ${short}` : ''}${argument} -d ${quote(summary)}`;
}

function condition(owners: CommandName[]): string {
	if (owners.length === commands.length) {
		return '';
	}

	const others = commands.map(({name}) => name).filter(name => !owners.includes(name));
	return owners.includes(commandWhenNoneIsTyped)
		? ` -n 'not __fish_seen_subcommand_from ${others.join(' ')}'`
		: ` -n '__fish_seen_subcommand_from ${owners.join(' ')}'`;
}

function quote(text: string): string {
	return `'${text.replaceAll(/['\\]/gu, String.raw`\$&`)}'`;
}
