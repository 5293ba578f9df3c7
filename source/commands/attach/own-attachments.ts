import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {ArthasError} from '../../core/error.js';
import {openAttachments, type Attachments} from '../../core/host/attach/attachments.js';
import {safeText} from '../../views/safe-text.js';
import {isPrivate} from '../runtime-file.js';
import {stateFolder} from '../screen/surroundings.js';

/** What this user has attached on this host, with the passwords. Throws ERR_CONFIG_SECRET where others could read them. */
export function ownAttachments(env: NodeJS.ProcessEnv): Attachments {
	const state = stateFolder(env);
	const folder = path.join(state, 'attached');
	mkdirSync(folder, {recursive: true, mode: 0o700});
	if (!isPrivate(folder)) {
		throw new ArthasError('ERR_CONFIG_SECRET', `${folder} is open to other users`, {hint: `chmod 700 ${folder}`});
	}

	return openAttachments(state);
}

/** The same for a server, which does without them where they can't be kept, and says so. */
export function attachmentsToJoin(env: NodeJS.ProcessEnv, tell: (trouble: string) => void): Attachments | undefined {
	try {
		return ownAttachments(env);
	} catch (error) {
		tell(`JVMs that attach has brought are left out: ${safeText((error as Error).message)}`);
		return undefined;
	}
}
