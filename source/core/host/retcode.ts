/**
The codes of the BasicAgent envelope, the one place where they stand. Success is 2, not 0; 2 and 3021 are
documented by that agent's author, the others are ours in the ranges left free. A reader decides by `resp`, never by a code alone.
*/
export const retcodes = {
	success: {code: 2, text: 'Normal termination'},
	invalidParams: {code: 3021, text: 'Invalid params'},
	unknownAccount: {code: 3022, text: 'Unknown user or group'},
	permissionDenied: {code: 3023, text: 'Permission denied'},
	timedOut: {code: 3031, text: 'Execution timed out'},
	nonZeroExit: {code: 3032, text: 'Command exited non-zero'},
	killed: {code: 3033, text: 'Killed by signal'},
	internalError: {code: 3500, text: 'Internal error'},
} as const;

export type Retcode = keyof typeof retcodes;
