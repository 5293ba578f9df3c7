import type {Agent} from '../../core/client/agent.js';
import {openOutputFolder, type HeldFolder} from '../../core/client/files/output-folder.js';
import {createHttpClient} from '../../core/client/http.js';
import {attachmentOf} from './attachment-of.js';

/**
The files of a JVM that this user has attached, straight from its Arthas, whose port and password stand where attach has written
them: the channel server that lists it carries none. Undefined for all others.
*/
export function attachedFolder(agent: Agent, {env, maxMessage}: {env: NodeJS.ProcessEnv; maxMessage: number}): HeldFolder | undefined {
	const attached = attachmentOf(agent, env);
	if (!attached) {
		return undefined;
	}

	const {port, username, password} = attached;
	const endpoint = {
		kind: 'arthas' as const, name: agent.name, base: new URL(`http://127.0.0.1:${port}`), username, password,
	};
	const http = createHttpClient(endpoint, {maxMessage});
	return {
		...openOutputFolder({http, endpoint, agent: agent.name}),
		[Symbol.asyncDispose]: async () => http.close(),
	};
}
