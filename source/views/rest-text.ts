import {stringifyJson} from '../core/protocol/json.js';
import type {Members} from './members.js';

/** What a view of one line did not take, to be put behind it; empty as a rule. */
export function restText(members: Members): string {
	const rest = members.rest();
	return Object.keys(rest).length === 0 ? '' : ` ${stringifyJson(rest)}`;
}
