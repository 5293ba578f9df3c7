import {ArthasError} from '../../core/error.js';
import type {Flags} from '../context.js';
import {camelCase} from './camel-case.js';
import type {CommandName} from './commands.js';
import {flags, flagsOf, typedName} from './flags.js';

/**
A flag that a command doesn't know would do nothing in silence.

@param command Without one, the flags are those of `agents`, which is what is shown then.
@throws ArthasError ERR_USAGE
*/
export function checkFlags(typed: Flags, command: CommandName | undefined): void {
	const forms = (['json', 'ndjson', 'csv', 'plain'] as const).filter(form => typed[form]);
	if (forms.length > 1) {
		throw new ArthasError('ERR_USAGE', `--${forms.join(' and --')} exclude each other`, {hint: 'name one form of output'});
	}

	const own = new Set(flagsOf(command ?? 'agents').map(({name}) => name));
	for (const flag of flags.filter(candidate => !own.has(candidate.name))) {
		const value = (typed as Record<string, unknown>)[camelCase(flag.name)];
		if (value !== undefined && value !== (flag.isOnByDefault ?? false)) {
			throw new ArthasError('ERR_USAGE', `${command ?? 'arthas-tui without a command'} has no flag ${typedName(flag)}`, {
				hint: `it belongs to ${flag.commands === 'all' ? 'all' : flag.commands.join(', ')}; arthas-tui ${command ?? ''}${command ? ' ' : ''}--help lists what there is`,
			});
		}
	}
}
