import {ArthasError} from '../../core/error.js';

/** What `--search` names: a text, or `/…/` as a regular expression; a text of small letters finds large ones, too. */
export function readSearch(text: string | undefined): RegExp | undefined {
	if (text === undefined) {
		return undefined;
	}

	const flags = text === text.toLowerCase() ? 'giu' : 'gu';
	const source = /^\/(?<source>.+)\/$/su.exec(text)?.groups?.['source'];
	try {
		return new RegExp(source ?? text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`), flags);
	} catch (error) {
		throw new ArthasError('ERR_USAGE', `--search is “${text.slice(0, 40)}”, which is no regular expression`, {hint: 'without slashes around it, it is a text as it stands there', cause: error});
	}
}
