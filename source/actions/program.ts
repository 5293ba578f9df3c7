import {createList} from '../workspace/list-state.js';
import {texts} from '../words/index.js';
import type {Action} from './action.js';

/** What concerns the program and not what is shown. */
export const programActions: readonly Action[] = [
	{
		id: 'app.log', keys: ['@'], when: 'everywhere',
		label: {en: 'our log', zh: '本机日志'},
		about: {en: 'everything that this program sent to agents, and every notice', zh: '本程序发给代理的所有内容，以及所有通知'},
		run({store, say}) {
			const {panes} = store.getSnapshot();
			const open = Object.entries(panes).find(([, {kind}]) => kind === 'log');
			if (open) {
				store.dispatch({type: 'focus', pane: open[0]});
			} else {
				store.dispatch({
					type: 'open', where: 'tab', title: say(texts.tabs.log), pane: {kind: 'log', title: 'log', list: createList()},
				});
			}
		},
	},
	{
		id: 'app.redraw', keys: ['ctrl-l', 'ctrl-w R'], when: 'everywhere',
		label: {en: 'redraw', zh: '重绘'},
		about: {en: 'draw the whole screen again', zh: '重新绘制整个屏幕'},
		run({screen}) {
			screen.redraw();
		},
	},
	{
		id: 'app.suspend', keys: ['ctrl-z', 'ctrl-w Z'], when: 'everywhere',
		label: {en: 'suspend', zh: '挂起'},
		about: {en: 'go to the shell; fg comes back', zh: '回到 shell；用 fg 返回'},
		async run({screen}) {
			await screen.suspend();
		},
	},
	{
		id: 'app.mouse', keys: [], when: 'everywhere',
		label: {en: 'mouse', zh: '鼠标'},
		about: {en: 'let the mouse scroll and choose, or leave it to the terminal', zh: '用鼠标滚动和选择，或交还给终端'},
		run({screen}) {
			screen.mouse();
		},
	},
	{
		id: 'app.reconnect', keys: [], when: 'everywhere',
		label: {en: 'reconnect', zh: '重连'},
		about: {en: 'try all lost servers now', zh: '立即重试所有断开的服务器'},
		run({fleet, notify, say}) {
			const lost = fleet.connections.getSnapshot().filter(({state}) => state.getSnapshot().name !== 'up');
			for (const connection of lost) {
				connection.retry();
			}

			const names = lost.map(({endpoint}) => endpoint.name).join(', ');
			notify('info', names === '' ? say({en: 'every server answers', zh: '所有服务器均有应答'}) : say({en: 'trying {names}', zh: '正在重试 {names}'}, {names}));
		},
	},
	{
		id: 'notices.dismiss', keys: ['esc'], when: 'pane',
		label: {en: 'dismiss', zh: '清除'},
		about: {en: 'send the notices away', zh: '清除通知'},
		run({store}) {
			store.dispatch({type: 'notices-dismiss'});
		},
	},
];
