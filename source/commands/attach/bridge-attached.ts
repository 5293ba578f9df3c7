import {userInfo} from 'node:os';
import {startBridge} from '../../core/bridge/bridge.js';
import type {FoundArthas} from '../../core/bridge/find-arthas.js';
import type {ServerAccess} from '../../core/host/index.js';
import type {Attachment, Attachments} from '../../core/host/attach/attachments.js';
import {isServing} from '../../core/host/attach/is-serving.js';
import type {ChannelServer} from '../../core/server/index.js';

/** A JVM that hangs must not keep anybody waiting for the others. */
const joinMs = 3000;

export type BridgedAttached = AsyncDisposable & {
	/** Resolves when what was attached at the start is listed, or can't be. */
	readonly ready: Promise<void>;
};

/**
Brings the JVMs that this user has attached to a server of this process: those of earlier days, and those that any program of his
attaches while it runs. They leave when they are detached.
*/
export function bridgeAttached({store}: Pick<ChannelServer, 'store'>, {address, attachments, access}: Choice): BridgedAttached {
	const serving = () => attachments.list().filter(one => isServing(one));
	const ready = joined(store, serving().map(({agentId}) => agentId));
	const bridge = startBridge({
		server: address, access, endpoints: [], isAuto: true, find: async () => serving().map(one => foundOf(one)),
	});
	const forget = attachments.watch(() => {
		void bridge.look();
	});
	return {
		ready,
		async [Symbol.asyncDispose]() {
			forget();
			await bridge[Symbol.asyncDispose]();
		},
	};
}

/** `address`: where agents find the server, `host:port`. */
type Choice = {address: string; attachments: Attachments; access?: ServerAccess | undefined};

async function joined({agents}: ChannelServer['store'], ids: readonly string[]): Promise<void> {
	const missing = new Set(ids);
	if (missing.size === 0) {
		return;
	}

	await new Promise<void>(resolve => {
		const end = () => {
			unsubscribe();
			clearTimeout(timer);
			resolve();
		};

		const timer = setTimeout(end, joinMs);
		const unsubscribe = agents.subscribe(({kind, agent}) => {
			if (kind === 'put' && agent.agentStatus === 'IN_SERVICE' && missing.delete(agent.agentId) && missing.size === 0) {
				end();
			}
		});
	});
}

function foundOf({
	pid, attachedAtMs, agentId, port, username, password,
}: Attachment): FoundArthas {
	return {
		pid, startedAtMs: attachedAtMs, user: userInfo().username, ports: [port], login: {username, password}, agentId,
	};
}
