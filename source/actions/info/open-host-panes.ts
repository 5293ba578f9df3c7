import type {Agent} from '../../core/client/agent.js';
import {createList} from '../../workspace/list-state.js';
import type {ActionContext} from '../context.js';
import type {Where} from '../open.js';

/** How hosts are, each in a pane: several stand side by side, all as wide. */
export function openHostPanes({store}: ActionContext, hosts: readonly Agent[], where: Where): void {
	for (const [index, {name, ref}] of hosts.entries()) {
		store.dispatch({
			type: 'open', where: index === 0 ? where : 'right', title: name, ...(index > 0 && {ratio: 1 / (hosts.length - index + 1)}), pane: {
				kind: 'info', title: name, target: ref, list: createList(),
			},
		});
	}
}
