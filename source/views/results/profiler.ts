import type {Block} from '../block.js';
import {outputBlock, textBlock} from '../build-block.js';
import type {Members} from '../members.js';

/** What the profiler answered, and the file that it wrote or is going to write. */
export function profilerView(result: Members): Block[] {
	const output = result.text('executeResult');
	const file = result.text('outputFile');
	const duration = result.text('duration');
	const actions = result.texts('supportedActions');
	// The command line says them already.
	result.hide('action', 'actionArg', 'format');
	return [
		...(output === undefined ? [] : [outputBlock(output)]),
		...(duration === undefined ? [] : [textBlock(`profiler will silent stop after ${duration} seconds.`)]),
		...(file === undefined ? [] : [textBlock(duration === undefined ? `profiler output file: ${file}` : `profiler output file will be: ${file}`)]),
		...(actions === undefined ? [] : [textBlock(`Supported Actions: [${actions.join(', ')}]`)]),
	];
}
