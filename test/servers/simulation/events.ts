import type {StreamType} from './command.js';
import type {Plain} from './json-text.js';

export type NumberedEvent = {readonly className: string; readonly methodName: string; readonly count: number; readonly ts: string};

/** The members of one event of each stream, alike in 3.5.6 and 4.1.5; the number of the event is where the agent has a number, too. */
export const eventMembers: Readonly<Record<Exclude<StreamType, 'dashboard' | 'watch'>, (event: NumberedEvent) => Record<string, Plain>>> = {
	trace: ({className, methodName, count, ts}) => ({
		nodeCount: 1,
		root: {
			children: [{
				className, cost: count, invoking: false, lineNumber: -1, maxCost: count, methodName, minCost: count, times: 1, totalCost: count, type: 'method',
			}],
			...thread,
			threadId: 1,
			timestamp: ts,
			type: 'thread',
		},
	}),
	stack: ({className, methodName, count, ts}) => ({
		...thread,
		cost: 0,
		stackTrace: [{
			className, fileName: 'MathGame.java', lineNumber: count, methodName,
		}],
		threadId: '1',
		ts,
	}),
	monitor: ({className, methodName, count}) => ({
		monitorDataList: [{
			className, cost: 0.5, failed: 0, methodName, success: count, total: count,
		}],
	}),
	tt: ({className, methodName, count, ts}) => ({
		first: count === 1,
		timeFragmentList: [{
			className, cost: 0.641_867, index: 999 + count, methodName, object: '0x5ce65a89', params: [], return: true, throw: false, timestamp: ts,
		}],
	}),
};

const thread = {
	classloader: 'jdk.internal.loader.ClassLoaders$AppClassLoader@1dbd16a6', daemon: false, priority: 5, threadName: 'main',
};
