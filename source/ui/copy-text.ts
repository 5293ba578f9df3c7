import {Buffer} from 'node:buffer';
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {ActionContext} from '../actions/context.js';
import type {Text} from '../words/index.js';
import type {Terminal} from './terminal/terminal.js';

export type CopyOptions = {terminal: Terminal; env: NodeJS.ProcessEnv; stateFolder: string; what?: Text | undefined};

/** More than this many bytes most terminals and multiplexers do not take. */
const most = 74_000;

/** To the clipboard by OSC 52, inside tmux and screen through their own envelope; what is too large goes into a file that is named. */
export function copyText(text: string, {notify, say, now}: ActionContext, {terminal, env, stateFolder, what}: CopyOptions): void {
	const bytes = Buffer.byteLength(text);
	const lines = text.split('\n').length;
	if (bytes <= most && env['TERM'] !== 'linux') {
		terminal.write(clipboardSequence(text, env));
		notify('info', say({
			en: `copied ${what ? '{what}: ' : ''}{lines} ${lines === 1 ? 'line' : 'lines'}, {bytes} ${bytes === 1 ? 'byte' : 'bytes'}`, zh: `已复制${what ? '{what}：' : ' '}{lines} 行，{bytes} 字节`,
		}, {what: what ? say(what) : '', lines, bytes}));
		return;
	}

	const file = path.join(stateFolder, `copied-${new Date(now()).toISOString().replaceAll(/[:.]/gu, '-')}.txt`);
	try {
		mkdirSync(stateFolder, {recursive: true, mode: 0o700});
		writeFileSync(file, text, {mode: 0o600, flag: 'wx'});
		notify('info', say(bytes > most
			? {en: 'written to {file}: too large for the clipboard ({bytes} bytes)', zh: '已写入 {file}：超出剪贴板容量（{bytes} 字节）'}
			: {en: 'written to {file}: this terminal has no clipboard', zh: '已写入 {file}：此终端没有剪贴板'}, {bytes, file}));
	} catch (error) {
		notify('bad', say({en: 'not copied: {file} can\'t be written: {why}', zh: '未复制：无法写入 {file}：{why}'}, {file, why: (error as NodeJS.ErrnoException).code ?? ''}));
	}
}

/** tmux passes on what it is told to pass on; screen takes a string of 768 bytes at most, so that a longer one goes in pieces. */
function clipboardSequence(text: string, env: NodeJS.ProcessEnv): string {
	const sequence = `\u{1B}]52;c;${Buffer.from(text).toString('base64')}\u{7}`;
	if (env['TMUX']) {
		return `${sequence}\u{1B}Ptmux;${sequence.replaceAll('\u{1B}', '\u{1B}\u{1B}')}\u{1B}\\`;
	}

	return env['STY'] ? (sequence.match(/[^]{1,700}/gu) ?? []).map(part => `\u{1B}P${part}\u{1B}\\`).join('') : sequence;
}
