import type {Agent} from '../../core/client/agent.js';
import {openOutputFolder, type OutputFolder} from '../../core/client/files/output-folder.js';
import type {Fleet} from '../../core/client/fleet.js';
import {createHttpClient} from '../../core/client/http.js';
import type {Attachment} from '../../core/host/attach/attachments.js';
import {ownAttachments} from '../attach/own-attachments.js';
import type {CommandContext} from '../context.js';

type Choice = {fleet: Fleet; agent: Agent; signal: AbortSignal};

/**
Uses the files of an agent. A channel server carries none: those of a JVM that this user has attached come straight from its Arthas,
whose port and password stand where attach has written them. Rejects as `Connection.files` does.
*/
export async function withFolder<T>(context: CommandContext, {fleet, agent, signal}: Choice, use: (folder: OutputFolder) => Promise<T>): Promise<T> {
	const attached = agent.via === 'channel' ? attachmentOf(agent, context.env) : undefined;
	return attached ? straight(context, agent, {attached, use}) : use(await fleet.connectionOf(agent).files(agent, signal));
}

/** The port is compared as well, because a server elsewhere may list a JVM of the same name and number. */
function attachmentOf({id, labels}: Agent, env: NodeJS.ProcessEnv): Attachment | undefined {
	try {
		return ownAttachments(env).list().find(({agentId, port, pid}) => agentId === id && String(port) === labels['port'] && String(pid) === labels['pid']);
	} catch {
		// Where nothing can be kept nothing was attached.
		return undefined;
	}
}

type Straight<T> = {attached: Attachment; use: (folder: OutputFolder) => Promise<T>};

async function straight<T>({settings: {maxMessage}}: CommandContext, {name}: Agent, {attached, use}: Straight<T>): Promise<T> {
	const {port, username, password} = attached;
	const endpoint = {
		kind: 'arthas' as const, name, base: new URL(`http://127.0.0.1:${port}`), username, password,
	};
	const http = createHttpClient(endpoint, {maxMessage});
	try {
		return await use(openOutputFolder({http, endpoint, agent: name}));
	} finally {
		await http.close();
	}
}
