import type {JsonObject} from '../../core/protocol/result.js';

/** How a call ended, or that it has only begun: `exit`, `throw`, `enter`; undefined where the record doesn't say. */
export function exitWord({accessPoint, throw: threw, return: returned}: JsonObject): 'exit' | 'throw' | 'enter' | undefined {
	if (typeof accessPoint === 'string') {
		return accessPoint === 'AtExceptionExit' ? 'throw' : (accessPoint === 'AtEnter' ? 'enter' : 'exit');
	}

	return threw === true ? 'throw' : (returned === true ? 'exit' : undefined);
}
