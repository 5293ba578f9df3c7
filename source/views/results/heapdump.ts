import type {Block} from '../block.js';
import {textBlock} from '../build-block.js';
import type {Members} from '../members.js';

/** The file that a heap dump was written to, on the host of the agent. */
export function heapdumpView(result: Members): Block[] {
	const file = result.text('dumpFile');
	const isLive = result.flag('live') ?? false;
	return file === undefined ? [] : [textBlock(`heap dump: ${file}${isLive ? ', live objects only' : ''}`)];
}
