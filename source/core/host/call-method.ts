import {
	failure, type HostAnswer, type HostContext, type HostMethod,
} from './method.js';

/**
Runs one method for whatever door the call came through: the one place that says no to shell commands, and that
turns an exception of a method into an answer. Never rejects.
*/
export async function callMethod(method: HostMethod, args: string, context: HostContext & {allowShell: boolean}): Promise<HostAnswer> {
	if (method.tier === 'change' && !context.allowShell) {
		return failure('permissionDenied', `${method.name} is switched off on this host`, 'Start the host agent with shell commands allowed to use it.');
	}

	// No argument of any process or file can hold a NUL, so one here is a mistake or an attack.
	if (args.includes('\0')) {
		return failure('invalidParams', 'a NUL character in the arguments');
	}

	try {
		return await method.run(args, context);
	} catch (error) {
		return failure('internalError', error instanceof Error ? error.message : String(error));
	}
}
