import type {Block} from '../block.js';
import {linesBlock} from '../build-block.js';
import type {Members} from '../members.js';

/** The commands of all users of an agent, numbered as the terminal does. */
export function historyView(result: Members): Block[] {
	const commands = result.texts('history');
	return commands === undefined ? [] : [linesBlock(commands.map((command, index) => `${String(index + 1).padStart(5)}  ${command}`))];
}
