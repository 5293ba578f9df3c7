import type {Block} from '../block.js';
import {outputBlock, span, textBlock} from '../build-block.js';
import {type Members, membersOf} from '../members.js';
import {shapeBlocks} from '../shape-view.js';
import {hostFailure} from './host-answer.js';

/** What a shell command printed on a host, its errors after it, and how it ended unless all was well. */
export function syncBashView(result: Members): Block[] {
	const output = result.text('data') ?? '';
	const errors = result.text('stderr') ?? '';
	result.hide('elapsed_ms');
	return [
		...(output === '' ? [] : [outputBlock(output)]),
		...(errors === '' ? [] : [outputBlock(errors, 'warn')]),
		...truncationBlocks(result),
		...endBlocks(result),
		...hostFailure(result),
	];
}

/** The bytes of each stream that were more than the agent sends. */
function truncationBlocks(result: Members): Block[] {
	const truncated = result.object('truncated');
	if (truncated === undefined) {
		return [];
	}

	const members = membersOf(truncated);
	const lost = Object.keys(truncated).flatMap(stream => {
		const bytes = members.number(stream);
		return bytes === undefined || bytes === 0 ? [] : [textBlock([span(`… ${bytes} bytes of ${stream} were left out by the agent`, 'warn')])];
	});
	return [...lost, ...shapeBlocks(members.rest())];
}

/** Agents of our own make name the exit code or the signal in their message, others may not. */
function endBlocks(result: Members): Block[] {
	const message = result.text('message') ?? '';
	const exitCode = result.text('exitcode') ?? '0';
	const signal = result.text('signal') ?? '';
	const ends = [
		...(exitCode === '0' || message.includes(exitCode) ? [] : [`exit code ${exitCode}`]),
		...(signal === '' || message.includes(signal) ? [] : [`ended by signal ${signal}`]),
	];
	return ends.map(end => textBlock([span(end, 'bad')]));
}
