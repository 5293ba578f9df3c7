import {failure, type HostAnswer} from './method.js';

/** The answer of a host that lets nobody run what can change it, by whichever of the two ways that was decided. */
export function switchedOff(method?: string): HostAnswer {
	return failure('permissionDenied', `${method ?? 'shell commands'}${method === undefined ? ' are' : ' is'} switched off on this host`, hint);
}

/** The agent that comes with a server has no flag of its own: whoever can log in there may run commands. */
const hint = 'An agent that came with `serve` allows it once the server has a login (ARTHAS_TUI_SERVE_USERNAME and ARTHAS_TUI_SERVE_PASSWORD), one of its own with --allow bash.';
