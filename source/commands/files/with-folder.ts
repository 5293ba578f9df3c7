import type {Agent} from '../../core/client/agent.js';
import type {OutputFolder} from '../../core/client/files/output-folder.js';
import type {Fleet} from '../../core/client/fleet.js';
import {attachedFolder} from '../attach/attached-folder.js';
import type {CommandContext} from '../context.js';

type Choice = {fleet: Fleet; agent: Agent; signal: AbortSignal};

/** Uses the files of an agent, by the shortest way to them. Rejects as `Connection.files` does. */
export async function withFolder<T>({env, settings: {maxMessage}}: CommandContext, {fleet, agent, signal}: Choice, use: (folder: OutputFolder) => Promise<T>): Promise<T> {
	await using own = attachedFolder(agent, {env, maxMessage});
	// Awaited here: what is let go at the end of this function must be in use no more.
	const used = await use(own ?? await fleet.connectionOf(agent).files(agent, signal));
	return used;
}
