import {nearest} from '../../core/nearest.js';
import {commands} from './commands.js';

/** What to write instead of a first word that is none: the nearest command or profile, or all that there are. */
export function wordsMeant(word: string, profiles: readonly string[] = []): string {
	const names = commands.map(({name}) => name);
	const meant = nearest(word, [...names, ...profiles]);
	return meant === undefined
		? `commands are ${names.join(', ')}${profiles.length > 0 ? `; profiles are ${profiles.join(', ')}` : ''}`
		: `did you mean ${meant}? arthas-tui --help lists the commands`;
}
