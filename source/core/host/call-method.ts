import {
	failure, type HostAnswer, type HostContext, type HostMethod,
} from './method.js';
import {switchedOff} from './switched-off.js';

type CallContext = HostContext & {allowShell: boolean};

/**
Runs one method for whatever door the call came through: the one place that says no to shell commands, and that
turns an exception of a method into an answer. Never rejects.
*/
export async function callMethod(method: HostMethod, args: string, context: CallContext): Promise<HostAnswer> {
	const refusal = refusalOf(method, args, context);
	if (refusal !== undefined) {
		return refusal;
	}

	try {
		return await method.run(args, context);
	} catch (error) {
		return faultOf(error);
	}
}

/** The same for a door through which several answers to one call can go. */
export async function * watchMethod(method: HostMethod, args: string, context: CallContext): AsyncGenerator<HostAnswer, void> {
	const refusal = refusalOf(method, args, context);
	if (refusal !== undefined || method.watch === undefined) {
		yield refusal ?? await callMethod(method, args, context);
		return;
	}

	try {
		yield * method.watch(args, context);
	} catch (error) {
		yield faultOf(error);
	}
}

function refusalOf(method: HostMethod, args: string, {allowShell}: CallContext): HostAnswer | undefined {
	if (method.tier === 'change' && !allowShell) {
		return switchedOff(method.name);
	}

	// No argument of any process or file can hold a NUL, so one here is a mistake or an attack.
	return args.includes('\0') ? failure('invalidParams', 'a NUL character in the arguments') : undefined;
}

function faultOf(error: unknown): HostAnswer {
	return failure('internalError', error instanceof Error ? error.message : String(error));
}
