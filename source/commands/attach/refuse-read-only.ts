import {ArthasError} from '../../core/error.js';
import type {CommandContext} from '../context.js';

/** @throws ArthasError ERR_AUTH_POLICY in a program that may only look. */
export function refuseReadOnly({settings}: CommandContext, what: string): void {
	if (settings.readOnly) {
		throw new ArthasError('ERR_AUTH_POLICY', `${what} changes a JVM, and read-only mode only looks`, {hint: 'leave --read-only out'});
	}
}
