import {toLodaRequest} from '../../core/protocol/loda.js';
import {tierOf} from '../../core/safety.js';
import {createList} from '../../workspace/list-state.js';
import type {ActionContext} from '../context.js';
import type {PluginsWatch} from '../live/plugins-watch.js';

/** What the focused pane of plug-ins lives from. */
export function pluginsOf({live, focus}: Pick<ActionContext, 'live' | 'focus'>): PluginsWatch | undefined {
	const thing = live.get(focus().state.live);
	return thing?.kind === 'plugins' ? thing.plugins : undefined;
}

/** Shows a call with what it does, for a yes; what can't be sent is told at once. */
export function askPluginCall({store, now, focus, notify, say, readOnly}: ActionContext, line: string): void {
	const request = toLodaRequest(line.trim());
	if (request === undefined || 'problem' in request) {
		notify('warn', say({en: 'not sent: {why}', zh: '未发送：{why}'}, {why: request?.problem ?? line}));
		return;
	}

	if (readOnly) {
		notify('warn', say({en: 'not sent: only looking is allowed here', zh: '未发送：此处只允许查看'}));
		return;
	}

	const {tier, reason} = tierOf(line);
	const {id, state} = focus();
	store.dispatch({
		type: 'overlay', overlay: {
			kind: 'confirm', text: '', caret: 0, list: createList(), since: now(), data: {
				plugin: line.trim(), command: line.trim(), tier, reason, agent: state.target ?? '', of: id,
			},
		},
	});
}

/** Sends what the open dialog asks about; gives whether it was a call of a plug-in. */
export function confirmPluginCall({store, live}: ActionContext): boolean {
	const {overlay, panes} = store.getSnapshot();
	const {plugin, of} = overlay?.kind === 'confirm' ? overlay.data ?? {} : {};
	if (typeof plugin !== 'string' || typeof of !== 'string') {
		return false;
	}

	store.dispatch({type: 'overlay', overlay: undefined});
	const thing = live.get(panes[of]?.live);
	if (thing?.kind === 'plugins') {
		void thing.plugins.call(plugin);
	}

	return true;
}
