import {userInfo} from 'node:os';
import {startBridge} from '../../core/bridge/bridge.js';
import type {FoundArthas} from '../../core/bridge/find-arthas.js';
import type {ServerAccess} from '../../core/host/index.js';
import type {Attachment, Attachments} from '../../core/host/attach/attachments.js';
import {isServing} from '../../core/host/attach/is-serving.js';
import type {ChannelServer} from '../../core/server/index.js';
import {untilJoined, type Absent} from './until-joined.js';

export type BridgedAttached = AsyncDisposable & {
	/** Resolves when each JVM that was attached at the start is listed or has failed to join, with the latter. */
	readonly ready: Promise<readonly Absent[]>;
};

/**
Brings the JVMs that this user has attached to a server of this process: those of earlier days, and those that any program of his
attaches while it runs. They leave when they are detached.
*/
export function bridgeAttached({store}: Pick<ChannelServer, 'store'>, {address, attachments, access}: Choice): BridgedAttached {
	const serving = () => attachments.list().filter(one => isServing(one));
	const atStart = serving();
	const bridge = startBridge({
		server: address, access, endpoints: [], isAuto: true, find: async () => serving().map(one => foundOf(one)),
	});
	const ready = untilJoined(atStart, {bridge, store});
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

function foundOf({
	pid, attachedAtMs, agentId, port, username, password,
}: Attachment): FoundArthas {
	return {
		pid, startedAtMs: attachedAtMs, user: userInfo().username, ports: [port], login: {username, password}, agentId,
	};
}
