import {ArthasError} from '../../error.js';
import {timeoutSignal} from '../../timeout-signal.js';
import {askArthas} from './ask-arthas.js';
import type {Attachments} from './attachments.js';
import type {LocalJvm} from './local-jvms.js';

/** Where Arthas speaks HTTP when nobody chose otherwise. */
const usualPort = 8563;
const askMs = 3000;

/**
Writes down an Arthas that somebody else has brought, so that servers of this user list it, too.

@throws ArthasError ERR_AUTH_LOGIN where it asks for a login, ERR_COMMAND where none of its ports speaks HTTP.
*/
export async function joinArthas({pid, arthasPorts}: LocalJvm, agentId: string, {attachments, signal}: {attachments: Attachments; signal: AbortSignal}): Promise<void> {
	const ports = [...arthasPorts].sort((a, b) => Number(b === usualPort) - Number(a === usualPort) || b - a);
	for (const port of ports) {
		const status = await statusOf(port, AbortSignal.any([signal, timeoutSignal(askMs)]));
		if (status === 200) {
			attachments.add({
				pid, agentId, port, wasThere: true,
			}, {});
			attachments.confirm(pid);
			return;
		}

		if (status === 401) {
			throw new ArthasError('ERR_AUTH_LOGIN', `Arthas in ${pid} wants a login on port ${port}`, {
				hint: `ARTHAS_TUI_USERNAME and ARTHAS_TUI_PASSWORD give it to arthas-tui --connect arthas+http://127.0.0.1:${port}, and to arthas-tui host --channel HOST:7700 --bridge http://127.0.0.1:${port}`,
			});
		}
	}

	signal.throwIfAborted();
	throw new ArthasError('ERR_COMMAND', `Arthas in ${pid} speaks no HTTP on ${ports.join(' or ')}`, {hint: 'end it there with stop, and attach again'});
}

async function statusOf(port: number, signal: AbortSignal): Promise<number | undefined> {
	try {
		return await askArthas({port}, 'version', signal);
	} catch {
		return undefined;
	}
}
