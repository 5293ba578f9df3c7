import type {Text} from '../words/index.js';
import type {Action, KeyContext} from './action.js';
import type {ActionContext} from './context.js';

/** The action of `y` and a key: it copies one thing of what has the focus, and says where there is none. */
export function copying(when: KeyContext, key: string, what: Text, textOf: (context: ActionContext) => string | undefined): Action {
	return {
		id: `${when}.copy-${what.en.replaceAll(' ', '-')}`, keys: [`y ${key}`], when,
		label: what,
		about: {en: `copy: ${what.en}`, zh: `复制：${what.zh}`},
		disabled: context => (textOf(context) ?? '') === '' ? context.say({en: 'there is none here', zh: '此处没有'}) : undefined,
		run(context) {
			context.screen.copy(textOf(context) ?? '', what);
		},
	};
}
