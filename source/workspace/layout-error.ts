import {ArthasError} from '../core/error.js';

/** Why a saved layout is not taken. */
export function layoutError(why: string): ArthasError {
	return new ArthasError('ERR_CONFIG_FILE', `the saved layout can't be read: ${why}`, {hint: 'the screen begins with its default layout; save one to replace it'});
}
