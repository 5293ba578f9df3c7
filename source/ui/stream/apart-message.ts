import type {JobState} from '../../core/client/job-state.js';

/** A state, and apart from it what the agent says about it, which has lines and colours of its own. */
export function apartMessage(state: JobState): {state: JobState; message?: string | undefined} {
	if (state.name !== 'done' && state.name !== 'timed-out') {
		return {state};
	}

	const {message, ...rest} = state;
	return {state: rest, message};
}
