import type {ArthasCommand} from './arthas-command.js';
import {classCommands} from './class-commands.js';
import {hostCommands} from './host-commands.js';
import {jvmCommands} from './jvm-commands.js';
import {monitorCommands} from './monitor-commands.js';
import {otherCommands} from './other-commands.js';
import {probeCommands} from './probe-commands.js';
import {profilingCommands} from './profiling-commands.js';

const jvm: readonly ArthasCommand[] = [...probeCommands, ...classCommands, ...jvmCommands, ...profilingCommands, ...otherCommands];
const byVersion = new Map<string, readonly ArthasCommand[]>();

/** All commands of Arthas that this program knows, in their order of use, whatever their version. */
export const arthasCommands = jvm;

/**
The commands that an agent has: those of a host, of a monitoring agent, or those of its version of Arthas. Where the version is not
known, or is none, all of them.
*/
export function commandsOf({kind, version}: {kind: 'jvm' | 'host' | 'monitor'; version: string | null}): readonly ArthasCommand[] {
	if (kind !== 'jvm') {
		return kind === 'host' ? hostCommands : monitorCommands;
	}

	const known = /^\d+(?:\.\d+)+/u.exec(version ?? '')?.[0];
	if (known === undefined) {
		return jvm;
	}

	const found = byVersion.get(known) ?? jvm.filter(({since}) => isIn(known, since)).map(command => ({...command, options: command.options.filter(({since}) => isIn(known, since))}));
	byVersion.set(known, found);
	return found;
}

function isIn(version: string, since: string | undefined): boolean {
	const numbers = version.split('.');
	for (const [at, part] of (since ?? '0').split('.').entries()) {
		const difference = Number(numbers[at] ?? 0) - Number(part);
		if (difference !== 0) {
			return difference > 0;
		}
	}

	return true;
}
