import {ArthasError} from '../../error.js';

/** Where an Arthas keeps what its commands write, unless `arthas.outputPath` says otherwise. */
const usualFolder = 'arthas-output';

/**
The path of a file or folder on the web server of an agent, percent-encoded.

@throws ArthasError ERR_USAGE for a name that leaves the folder.
*/
export function remotePath(name: string): string {
	const parts = name.split('/');
	const isElsewhere = name.startsWith('/');
	const own = isElsewhere ? parts.slice(1) : parts;
	// eslint-disable-next-line no-control-regex
	if (own.slice(0, -1).includes('') || own.some(part => part === '.' || part === '..') || /[\u0000-\u001F\u007F\\]/u.test(name)) {
		throw new ArthasError('ERR_USAGE', `“${name.slice(0, 80)}” is no name of a file there`, {hint: 'arthas-tui files lists what there is'});
	}

	return `/${[...isElsewhere ? [] : [usualFolder], ...own].map(part => encodeURIComponent(part)).join('/')}`;
}
