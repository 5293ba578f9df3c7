import {hostname} from 'node:os';
import type {Agent} from '../../core/client/agent.js';
import type {Attachment} from '../../core/host/attach/attachments.js';
import {ownAttachments} from './own-attachments.js';

/**
What this user has attached to the JVM that an agent stands for. Host and port are compared as well, because a server may list a JVM
of the same name and number that runs elsewhere.
*/
export function attachmentOf({id, via, labels}: Agent, env: NodeJS.ProcessEnv): Attachment | undefined {
	if (via !== 'channel' || labels['bridge'] !== hostname()) {
		return undefined;
	}

	try {
		return ownAttachments(env).list().find(({agentId, port, pid}) => agentId === id && String(port) === labels['port'] && String(pid) === labels['pid']);
	} catch {
		// Where nothing can be kept nothing was attached.
		return undefined;
	}
}
