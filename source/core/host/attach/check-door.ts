import {ArthasError} from '../../error.js';
import {askArthas} from './ask-arthas.js';
import type {Attachment} from './attachments.js';
import {isServing} from './is-serving.js';

/**
Looks whether Arthas serves where it was told to, and keeps strangers out; one that doesn't is stopped.

@throws ArthasError ERR_COMMAND
*/
export async function checkDoor(attached: Pick<Attachment, 'pid' | 'port' | 'username' | 'password'>, signal: AbortSignal, isThere = isServing): Promise<void> {
	const {pid, port} = attached;
	// Before anything is said there: it may be somebody else who has that port by now, and the password is not for him.
	if (!isThere(attached)) {
		throw new ArthasError('ERR_COMMAND', `Arthas was loaded into ${pid} and doesn't serve there on port ${port}`, {
			hint: 'another program may just have taken the port: try again; ~/logs/arthas/arthas.log of its user says more',
		});
	}

	if (await askArthas({port}, 'version', signal) !== 401) {
		await askArthas(attached, 'stop', signal);
		throw new ArthasError('ERR_COMMAND', `the Arthas that was loaded into ${pid} lets in who shows no password, and was stopped`, {
			hint: 'versions from 3.5.4 on guard their door: name another with --arthas-home',
		});
	}
}
