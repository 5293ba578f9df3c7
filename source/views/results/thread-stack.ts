import type {JsonObject} from '../../core/protocol/result.js';
import type {Block, Line} from '../block.js';
import {lineOf, span} from '../build-block.js';
import {type Members, membersOf} from '../members.js';
import {shapeBlocks} from '../shape-view.js';
import {frameText} from './stack-frame.js';
import {stateSpan} from './thread-table.js';
import {
	type BlockingLock, heldMonitors, lockText, synchronizerLines,
} from './thread-locks.js';

/** A thread with its stack, as the terminal of Arthas prints it for `thread <id>`, `-n` and `-b`. */
export function threadStack(thread: JsonObject, blocking?: BlockingLock): Block[] {
	const members = membersOf(thread);
	const header = headerLine(members);
	const waiting = waitingLines(members);
	const frames = members.objects('stackTrace') ?? [];
	const monitors = heldMonitors(members.objects('lockedMonitors') ?? [], frames.length, blocking);
	const synchronizers = synchronizerLines(members.objects('lockedSynchronizers') ?? [], blocking);
	// The terminal leaves out what a stack is not read for.
	members.hide('group', 'priority', 'daemon', 'interrupted', 'lockOwnerId', 'blockedCount', 'blockedTime', 'waitedCount', 'waitedTime');
	const lines = frames.flatMap((frame, depth) => [
		lineOf(`    at ${frameText(frame)}`),
		...(depth === 0 ? waiting : []),
		...monitors.filter(monitor => monitor.depth === depth).map(({line}) => line),
	]);
	const further = monitors.filter(({depth}) => depth === undefined).map(({line}) => line);
	return [
		{kind: 'text', lines: [header, ...(frames.length === 0 ? waiting : []), ...lines, ...further, ...synchronizers]},
		...shapeBlocks(members.rest()),
	];
}

function headerLine(members: Members): Line {
	const id = members.text('id') ?? members.text('threadId') ?? '?';
	const state = stateText(members);
	const lockName = members.text('lockName');
	const owner = members.text('lockOwnerName');
	return lineOf(
		span(`"${members.text('name') ?? members.text('threadName') ?? '?'}"`, 'title'),
		Number(id) <= 0 ? ' [Internal]' : ` Id=${id}`,
		usageText(members),
		...(state === undefined ? [] : [' ', stateSpan(state)]),
		lockName === undefined ? '' : ` on ${lockName}`,
		owner === undefined ? '' : ` owned by "${owner}" Id=${members.text('lockOwnerId') ?? '?'}`,
		members.flag('suspended') ? ' (suspended)' : '',
		members.flag('inNative') ? ' (in native)' : '',
	);
}

/** Busy threads and threads by id are beans of different makes. */
function stateText(members: Members): string | undefined {
	return members.text('state') ?? members.text('threadState');
}

/** Only `-n` measures, so that only its threads have these three. */
function usageText(members: Members): string {
	const cpu = members.text('cpu');
	const delta = members.text('deltaTime');
	const time = members.text('time');
	return [
		cpu === undefined ? '' : ` cpuUsage=${cpu}%`,
		delta === undefined ? '' : ` deltaTime=${delta}ms`,
		time === undefined ? '' : ` time=${time}ms`,
	].join('');
}

function waitingLines(members: Members): Line[] {
	const lock = members.object('lockInfo');
	const verb = stateText(members) === 'BLOCKED' ? 'blocked on' : 'waiting on';
	return lock === undefined ? [] : [lineOf(`    -  ${verb} ${lockText(lock)}`)];
}
