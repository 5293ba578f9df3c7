import process from 'node:process';
import type {CommandContext} from '../context.js';

/** Whether there is a terminal that can show a screen, and nobody asked for text. */
export function wantsScreen({flags: {json, ndjson, csv, plain, watch}, env}: Pick<CommandContext, 'flags' | 'env'>): boolean {
	return Boolean(process.stdin.isTTY && process.stdout.isTTY) && ![json, ndjson, csv, plain, watch].includes(true) && ![undefined, '', 'dumb'].includes(env['TERM']);
}
