import type {Text} from '../../words/index.js';
import type {Action} from '../action.js';
import type {ActionContext} from '../context.js';
import {curlLine} from '../curl-line.js';
import {streamOf} from './change-stream.js';
import type {StreamPort} from './stream-port.js';

type Copied = (stream: StreamPort, context: ActionContext) => string | undefined;

/** Copying from a stream: `y`, then what. */
export const streamCopies: readonly Action[] = [
	copy('v', {en: 'value', zh: '值'}, ({row, hit, state}) => state.hit?.isFocused ? hit?.line?.value ?? hit?.line?.text.trim() : row?.value, hasRow),
	copy('r', {en: 'row', zh: '整行'}, ({row}) => row?.text, hasRow),
	copy('p', {en: 'path', zh: '路径'}, pathOf, stream => pathOf(stream) !== undefined),
	copy('c', {en: 'command', zh: '命令'}, ({job}) => job.commandLine),
	copy('u', {en: 'curl', zh: 'curl'}, ({job}, context) => {
		const endpoint = context.fleet.current()?.connectionOf(job.agent).endpoint;
		return endpoint && curlLine(endpoint, job.agent, job.commandLine, {isStream: true});
	}),
];

function hasRow({row}: StreamPort): boolean {
	return row !== undefined;
}

function pathOf({hit, state}: StreamPort): string | undefined {
	return state.hit?.isFocused ? hit?.line?.path : undefined;
}

/** @param has Whether there is one, which is asked with each frame. */
function copy(key: string, what: Text, textOf: Copied, has: (stream: StreamPort) => boolean = () => true): Action {
	return {
		id: `stream.copy-${what.en}`, keys: [`y ${key}`], when: 'stream',
		label: what,
		about: {en: `copy: ${what.en}`, zh: `复制：${what.zh}`},
		disabled(context) {
			const stream = streamOf(context);
			return stream && has(stream) ? undefined : context.say({en: 'there is none here', zh: '此处没有'});
		},
		run(context) {
			const stream = streamOf(context);
			const text = stream && textOf(stream, context);
			if (text !== undefined) {
				context.screen.copy(text);
			}
		},
	};
}
