import type {Agent} from '../core/client/agent.js';
import type {Endpoint} from '../core/client/endpoint.js';
import {printActionRequest} from '../core/protocol/channel-request.js';
import {RequestAction, ResultFormat} from '../core/protocol/generated/ArthasService.js';
import {shellWord} from './shell-word.js';

/**
The line of a shell that sends a command as this program does, for whoever has no more than `curl`. A password is never in it:
curl asks for it.
*/
export function curlLine({kind, base, username}: Pick<Endpoint, 'kind' | 'base' | 'username'>, agent: Agent, commandLine: string, {isStream}: {isStream: boolean}): string {
	const root = base.href.replace(/\/$/u, '');
	const user = username === undefined ? '' : ` -u ${shellWord(username)}`;
	const send = (url: string, body: string) => `curl -sN${user} -H 'content-type: application/json' -d ${shellWord(body)} ${shellWord(url)}`;
	if (kind === 'arthas') {
		return send(`${root}/api`, JSON.stringify({action: 'exec', command: commandLine, execTimeout: String(execMs)}));
	}

	const path = `${root}/agent/${encodeURIComponent(agent.id)}`;
	return isStream
		? send(`${path}/sse_async_exec?timeout=${dayMs}`, request(RequestAction.ASYNC_EXECUTE, commandLine, 0))
		: send(`${path}/exec`, request(RequestAction.EXECUTE, commandLine, execMs));
}

const execMs = 30_000;
/** The Java server cuts a stream after 300 s unless it is told otherwise. */
const dayMs = 86_400_000;

function request(action: RequestAction, commandLine: string, execTimeout: number): string {
	return printActionRequest({action, executeParams: {commandLine, execTimeout, resultFormat: ResultFormat.JSON}});
}
