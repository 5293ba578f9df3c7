import type {Action} from './action.js';
import {putInPrompt} from './command/type-into.js';
import {linesAtCursor} from './command/read-results.js';
import type {ActionContext} from './context.js';
import {docAt} from './doc/doc-at.js';
import {openPalette} from './palette.js';
import {streamOf} from './stream/change-stream.js';

/** From what is read to what is behind it, such as from a thread to its stack. It is typed and not sent, so that it can be seen and changed before. */
export const lookDeeper: Action = {
	id: 'result.deeper', keys: ['>'], when: ['command', 'doc', 'stream'], footer: 7,
	label: {en: 'deeper', zh: '深入'},
	about: {en: 'type the command that looks further at this row: a call, a thread, a record', zh: '填入进一步查看该行的命令：调用、线程或记录'},
	disabled: context => commandAt(context) === undefined ? context.say({en: 'nothing further is known of this row', zh: '没有可进一步查看的内容'}) : undefined,
	run(context) {
		const command = commandAt(context) ?? '';
		if (context.focus().state.kind === 'command') {
			putInPrompt(context, command);
		} else {
			openPalette(context, command);
		}
	},
};

function commandAt(context: ActionContext): string | undefined {
	switch (context.focus().state.kind) {
		case 'command': {
			return linesAtCursor(context).line?.deeper;
		}

		case 'stream': {
			const stream = streamOf(context);
			return stream?.state.hit?.isFocused === true ? stream.hit()?.line?.deeper : undefined;
		}

		default: {
			return docAt(context)?.line?.deeper;
		}
	}
}
