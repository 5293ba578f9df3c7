import {ActionHandler} from '../../host/action-handler.js';
import {Caller} from '../../protocol/basic-agent.js';
import type {ActionResponse} from '../../protocol/generated/ArthasService.js';
import {runRemotely} from './run-remotely.js';

export type RemoteHostOptions = {
	agentId: string;
	version: string;
	/** What tells one process of an agent from the next; undefined for agents that don't say. */
	instance: string | undefined;
	features: readonly string[];
	send: (response: ActionResponse) => void;
};

/** What the server keeps of one process of a BasicAgent over all its connections: sessions, jobs, questions without answers. */
export type RemoteHost = {
	readonly instance: string | undefined;
	readonly features: readonly string[];
	readonly caller: Caller;
	readonly handler: ActionHandler;
};

export function createRemoteHost({agentId, version, instance, features, send}: RemoteHostOptions): RemoteHost {
	const caller = new Caller();
	const handler = new ActionHandler({
		agentId, version,
		// The agent has no sessions and no jobs: they are made here, and it is asked for what they run.
		dispatch: line => line.trim() === ''
			? undefined
			: job => runRemotely({
				caller, line, job, canCancel: features.includes('cancel'),
			}),
		async send(response) {
			send(response);
		},
	});
	return {
		instance, features, caller, handler,
	};
}
