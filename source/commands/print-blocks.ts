import type {Block} from '../views/block.js';
import {layout} from '../views/layout.js';
import {printRows} from '../views/print.js';
import type {CommandContext} from './context.js';

/** Blocks as text on stdout: cut to the terminal's width, uncut into a pipe. */
export function printBlocks({out, color, columns}: Pick<CommandContext, 'out' | 'color' | 'columns'>, blocks: readonly Block[]): void {
	out(blocksToText(blocks, {color, columns}));
}

export function blocksToText(blocks: readonly Block[], {color, columns}: {color: boolean; columns: number}): string {
	return printRows(layout(blocks, columns > 0 ? columns : Infinity), {color});
}
