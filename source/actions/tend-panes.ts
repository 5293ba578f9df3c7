import {fitConsoles} from './console/fit-consoles.js';
import type {ActionContext} from './context.js';
import {tendHosts} from './tend-hosts.js';

/** What panes need of the world when they come, go, or change their size or what they are about. */
export function tendPanes(context: ActionContext): void {
	fitConsoles(context);
	tendHosts(context);
}
