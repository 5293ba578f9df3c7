import {ArthasError} from '../../core/error.js';
import type {Flags} from '../context.js';
import {camelCase} from './camel-case.js';
import {flags} from './flags.js';

/**
What meow read by `meowFlags()`, as Flags: only what was typed, without help and version.

@param argv What was typed: the parser forgets a repeatable flag that stands there without a value.
@throws ArthasError ERR_USAGE for a flag whose value is missing.
*/
export function readFlags(parsed: Readonly<Record<string, unknown>>, argv: readonly string[] = []): Flags {
	const typed: Record<string, unknown> = {};
	for (const {name, kind} of flags) {
		const value = read(parsed, name);
		const isEmptyList = Array.isArray(value) && value.length === 0;
		if (value === undefined || name === 'help' || name === 'version' || (isEmptyList && !argv.includes(`--${name}`))) {
			continue;
		}

		if (kind !== 'boolean' && (isEmptyList || [value].flat().includes(''))) {
			throw new ArthasError('ERR_USAGE', `--${name} needs a value`, {hint: 'arthas-tui --help shows how it is written'});
		}

		typed[camelCase(name)] = value;
	}

	return typed;
}

/** The parser takes `--no-loss` for the opposite of a flag called loss. */
function read(parsed: Readonly<Record<string, unknown>>, name: string): unknown {
	const positive = name.startsWith('no-') ? parsed[camelCase(name.slice(3))] : undefined;
	return typeof positive === 'boolean' ? !positive : parsed[camelCase(name)];
}
