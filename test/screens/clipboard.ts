import {Buffer} from 'node:buffer';
import type {Stage} from './stage.js';

/** What was put into the clipboard of the terminal, in its order. */
export function clipboardOf({terminal}: Stage): string[] {
	const copied: string[] = [];
	terminal.judge.terminal.parser.registerOscHandler(52, data => copied.push(Buffer.from(data.slice(data.indexOf(';') + 1), 'base64').toString()) > 0);
	return copied;
}
