import {spawn} from 'node:child_process';
import {
	mkdtemp, readFile, rm, writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {ActionContext} from '../actions/context.js';
import type {Terminal} from './terminal/terminal.js';

export type EditOptions = {terminal: Terminal; env: NodeJS.ProcessEnv};

/** A text in the editor of the person, who has the terminal meanwhile. A failing editor is told, and changes nothing. */
export async function editText(text: string, {notify, say}: ActionContext, {terminal, env}: EditOptions): Promise<string | undefined> {
	const editor = [env['VISUAL'], env['EDITOR'], 'vi'].find(Boolean) ?? 'vi';
	const folder = await mkdtemp(path.join(tmpdir(), 'arthas-tui-'));
	const file = path.join(folder, 'command.txt');
	try {
		await writeFile(file, text, {mode: 0o600});
		const problem = await terminal.withTerminal(async () => unheard(async () => runEditor(editor, file, env)));
		if (problem === undefined) {
			return (await readFile(file, 'utf8')).replace(/\r?\n$/u, '');
		}

		notify('bad', say({en: '{editor} failed: {why}. The text is as it was; set EDITOR to another one', zh: '{editor} 失败：{why}。文本未改动；可将 EDITOR 设为其他编辑器'}, {editor, why: problem}));
		return undefined;
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}

/** Ctrl-C in an editor goes to everybody who has its terminal, and is meant for the editor alone. */
async function unheard<T>(run: () => Promise<T>): Promise<T> {
	const ignore = () => undefined;
	const kept = (['SIGINT', 'SIGQUIT'] as const).map(signal => ({signal, listeners: process.rawListeners(signal)}));
	for (const {signal} of kept) {
		process.removeAllListeners(signal).on(signal, ignore);
	}

	try {
		return await run();
	} finally {
		for (const {signal, listeners} of kept) {
			process.removeAllListeners(signal);
			for (const listener of listeners) {
				process.on(signal, listener as () => void);
			}
		}
	}
}

/** What went wrong, if anything did. The variable may hold options, so a shell reads it, as git does. */
async function runEditor(editor: string, file: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
	return new Promise(resolve => {
		const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], {stdio: 'inherit', env});
		child.once('error', error => {
			resolve(error.message);
		});
		child.once('exit', (code, signal) => {
			resolve(code === 0 ? undefined : (signal ?? (code === 127 ? 'not found' : `exit ${code}`)));
		});
	});
}
