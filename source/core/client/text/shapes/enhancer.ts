import type {Result} from '../../../protocol/result.js';

const affect = /^Affect\(class count: ?(?<classes>\d+) ?, method count: ?(?<methods>\d+)\) cost in (?<cost>\d+) ms, listenerId: (?<listener>-?\d+)$/u;

/** The line with which watch, trace, stack, tt and monitor begin. */
export function enhancerOf(line: string): Result | undefined {
	const {classes, methods, cost, listener} = affect.exec(line)?.groups ?? {};
	return classes === undefined
		? undefined
		: {
			type: 'enhancer', success: true, effect: {
				classCount: Number(classes), cost: Number(cost), listenerId: Number(listener), methodCount: Number(methods),
			},
		};
}
