import type {JsonObject} from '../../core/protocol/result.js';
import type {Line} from '../block.js';
import {lineOf, span} from '../build-block.js';
import {membersOf} from '../members.js';
import {restText} from '../rest-text.js';

/** The lock that the most threads wait for, to be marked in the stack of its holder. */
export type BlockingLock = {identityHashCode: number | undefined; blockedThreads: string | undefined};

export type HeldMonitor = {
	/** The index of the frame that took it; undefined where no frame is known for it. */
	depth: number | undefined;
	line: Line;
};

/** Monitors belong behind the frame that took them. */
export function heldMonitors(locks: JsonObject[], frames: number, blocking: BlockingLock | undefined): HeldMonitor[] {
	return locks.map(lock => {
		const depth = membersOf(lock).number('lockedStackDepth');
		const isKnown = depth !== undefined && depth >= 0 && depth < frames;
		return {depth: isKnown ? depth : undefined, line: lockLine('    -  locked ', lock, blocking)};
	});
}

export function synchronizerLines(locks: JsonObject[], blocking: BlockingLock | undefined): Line[] {
	return locks.length === 0
		? []
		: [[], lineOf(`    Number of locked synchronizers = ${locks.length}`), ...locks.map(lock => lockLine('    - ', lock, blocking))];
}

/** A lock as Java names it: its class and the hash of its identity in hexadecimal digits. */
export function lockText(lock: JsonObject): string {
	const members = membersOf(lock);
	const name = `${members.text('className') ?? '?'}@${members.number('identityHashCode')?.toString(16) ?? '?'}`;
	members.hide('lockedStackDepth', 'lockedStackFrame');
	return `${name}${restText(members)}`;
}

function lockLine(prefix: string, lock: JsonObject, blocking: BlockingLock | undefined): Line {
	const code = membersOf(lock).number('identityHashCode');
	const isBlocking = blocking !== undefined && code !== undefined && code === blocking.identityHashCode;
	return lineOf(`${prefix}${lockText(lock)}`, ...(isBlocking ? [span(` <---- but blocks ${blocking.blockedThreads ?? '?'} other threads!`, 'bad')] : []));
}
