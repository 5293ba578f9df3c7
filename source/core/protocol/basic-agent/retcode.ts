/**
The codes of the BasicAgent envelope, the one place where they stand. Success is 2, not 0; 2, 203 and 3021 are
documented by that agent's author, the others are ours in the ranges left free. A reader decides by `resp`, never by a code alone.
*/
export const retcodes = {
	success: {code: 2, text: 'Normal termination'},
	noSuchHost: {code: 203, text: 'No such host'},
	malformed: {code: 3001, text: 'Malformed message'},
	unknownMethod: {code: 3002, text: 'Unknown method'},
	invalidParams: {code: 3021, text: 'Invalid params'},
	unknownAccount: {code: 3022, text: 'Unknown user or group'},
	permissionDenied: {code: 3023, text: 'Permission denied'},
	unsupported: {code: 3024, text: 'Not available on this host'},
	timedOut: {code: 3031, text: 'Execution timed out'},
	nonZeroExit: {code: 3032, text: 'Command exited non-zero'},
	killed: {code: 3033, text: 'Killed by signal'},
	outputTooLarge: {code: 3034, text: 'Output too large'},
	noSuchTask: {code: 3041, text: 'No such task'},
	taskConflict: {code: 3042, text: 'Task exists or its revision is another'},
	busy: {code: 3043, text: 'Busy'},
	invalidCron: {code: 3051, text: 'Invalid cron expression'},
	internalError: {code: 3500, text: 'Internal error'},
} as const;

export type Retcode = keyof typeof retcodes;
