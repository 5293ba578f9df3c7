import type {Agent} from '../../core/client/agent.js';
import {findDirectWay, type DirectWay} from '../../core/client/direct-way.js';
import {formatEndpoint} from '../../core/client/endpoint.js';
import {pause} from '../../core/client/pause.js';
import type {CommandContext} from '../context.js';

/** What the answer may cost when the command has ended before it, ms. */
const patience = 200;

/** Looks, while a command runs by the text console of one agent, whether there is a better way; the function that comes back tells it. Only people at a terminal are told. */
export function offerDirect({columns, err, interrupted, flags}: CommandContext, targets: readonly Agent[]): () => Promise<void> {
	const [agent, ...others] = targets;
	if (agent?.results !== 'text' || others.length > 0 || columns === 0 || [flags.json, flags.ndjson, flags.csv].includes(true)) {
		return async () => undefined;
	}

	const leaving = new AbortController();
	const looked = look(agent, AbortSignal.any([interrupted, leaving.signal]));
	return async () => {
		const way = await Promise.race([looked, pause(patience, interrupted)]);
		leaving.abort();
		if (typeof way === 'object') {
			const address = formatEndpoint(way.endpoint);
			err(way.needsLogin
				? `an Arthas may answer straight, with a login: --connect ${address} --username NAME\n`
				: `its HTTP port can be reached from here: --connect ${address} gives structured results\n`);
		}
	};
}

async function look(agent: Agent, signal: AbortSignal): Promise<DirectWay | undefined> {
	try {
		return await findDirectWay(agent, {signal});
	} catch {
		return undefined;
	}
}
