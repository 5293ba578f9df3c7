import {expect, it} from 'vitest';
import type {Action} from '../../source/actions/action.js';
import {actions} from '../../source/actions/index.js';
import {keysText} from '../../source/actions/keys-text.js';
import {agentOf} from '../ui/agents/fleet.js';
import {openStage} from './stage.js';

it('is one object: footer, help, palette, key, command line and the list of keys have it by themselves', async () => {
	const given: Array<string | undefined> = [];
	const salute: Action = {
		id: 'agents.salute', keys: ['f9'], when: 'agents', footer: 0, argument: '<how>',
		label: {en: 'salute it', zh: '致意'}, about: {en: 'bow to the agent under the cursor', zh: '向光标所在的代理致意'},
		run(_, argument) {
			given.push(argument);
		},
	};
	const all = [...actions, salute];
	await using stage = await openStage({agents: [agentOf('order-1')], screen: {actions: all}});
	await stage.until('order-1');
	expect(stage.text().split('\n').at(-1)).toContain('f9 salute it');

	stage.press('f9');
	await stage.until(() => given.length === 1);

	stage.press('?');
	stage.type('bow to');
	await stage.until(/f9 .*bow to the agent under the cursor/u);
	stage.press('esc');
	await stage.until(text => !text.includes('bow to'));

	stage.press(':');
	stage.type('salute');
	await stage.until(/agents\.salute .*bow to the agent under the cursor/u);
	stage.type(' twice\r');
	await stage.until(() => given.length === 2);
	expect(given).toEqual([undefined, 'twice']);
	expect(keysText(all)).toContain('`f9` salute it');
});
