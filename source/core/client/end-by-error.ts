import type {ArthasError} from '../error.js';
import type {JobEnd} from './job-state.js';

/** What an error that came in place of a job's messages means for the job. */
export function endByError(error: ArthasError): JobEnd {
	const {code, message, ran} = error;
	switch (code) {
		case 'ERR_AGENT_BUSY': {
			return {name: 'refused', by: 'agent-busy', message};
		}

		case 'ERR_AGENT_GONE': {
			return {name: 'refused', by: 'agent-gone', message};
		}

		case 'ERR_AUTH_LOGIN': {
			return {name: 'refused', by: 'login', message};
		}

		case 'ERR_AUTH_POLICY': {
			return {name: 'refused', by: 'policy', message};
		}

		case 'ERR_CONNECT_DRAINING': {
			return {name: 'refused', by: 'draining', message};
		}

		case 'ERR_COMMAND_LOST': {
			return {name: 'lost', reason: 'agent-gone', mayStillRun: true};
		}

		default: {
			return code === 'ERR_TIMEOUT' && ran === 'maybe'
				? {name: 'timed-out', ended: 'unknown', message}
				: {name: 'failed', error, mayHaveRun: ran === 'maybe'};
		}
	}
}
