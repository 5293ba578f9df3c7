import type {Text} from '../../words/index.js';
import type {Action} from '../action.js';
import type {ActionContext} from '../context.js';
import {copying} from '../copying.js';
import {curlLine} from '../curl-line.js';
import {streamOf} from './change-stream.js';
import type {StreamPort} from './stream-port.js';

type Copied = (stream: StreamPort, context: ActionContext) => string | undefined;

/** Copying from a stream: `y`, then what. */
export const streamCopies: readonly Action[] = [
	copy('v', {en: 'value', zh: '值'}, valueOf),
	copy('r', {en: 'row', zh: '整行'}, stream => stream.row()?.text()),
	copy('p', {en: 'path', zh: '路径'}, pathOf),
	copy('c', {en: 'command', zh: '命令'}, ({job}) => job.commandLine),
	copy('u', {en: 'curl', zh: 'curl'}, ({job}, context) => {
		const endpoint = context.fleet.current()?.connectionOf(job.agent).endpoint;
		return endpoint && curlLine(endpoint, job.agent, job.commandLine, {isStream: true});
	}),
];

function valueOf({row, hit, state}: StreamPort): string | undefined {
	const line = hit()?.line;
	return state.hit?.isFocused ? line?.value ?? line?.text.trim() : row()?.value();
}

function pathOf({hit, state}: StreamPort): string | undefined {
	return state.hit?.isFocused ? hit()?.line?.path : undefined;
}

function copy(key: string, what: Text, textOf: Copied): Action {
	return copying('stream', key, what, context => {
		const stream = streamOf(context);
		return stream && textOf(stream, context);
	});
}
