import type {ArthasCommand} from '../../core/arthas-commands.js';

/** The commands of a text where each of its lines is one; of a command that goes over several lines that one alone. */
export function commandLines(text: string, commands: ReadonlyArray<Pick<ArthasCommand, 'name'>>): readonly string[] {
	const lines = text.split('\n').map(line => line.trim()).filter(line => line !== '');
	const isEach = lines.every(line => commands.some(({name}) => line === name || line.startsWith(`${name} `)));
	return isEach && lines.length > 1 ? lines : [text];
}
