import {RequestAction, type ActionRequest} from '../../protocol/generated/ArthasService.js';
import {tierOf} from '../../safety.js';
import {notAllowed} from '../failure.js';

const executing = new Set([RequestAction.EXECUTE, RequestAction.ASYNC_EXECUTE]);
const harmless = new Set([RequestAction.IGNORED3, RequestAction.INTERRUPT_JOB, RequestAction.INIT_SESSION, RequestAction.CLOSE_SESSION, RequestAction.CLOSE_CONSOLE]);

/** Throws 403 where a server that only allows looking is asked for more. */
export function permit({readOnly}: {readOnly: boolean}, {action, executeParams}: Pick<ActionRequest, 'action' | 'executeParams'>): void {
	if (!readOnly || harmless.has(action)) {
		return;
	}

	if (!executing.has(action)) {
		throw notAllowed('a console can do anything; this server only allows looking');
	}

	const {tier, reason} = tierOf(executeParams?.commandLine ?? '');
	if (tier !== 'look') {
		throw notAllowed(`${reason}; this server only allows looking`);
	}
}
