import {createHash} from 'node:crypto';
import {
	mkdirSync, readFileSync, renameSync, writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {deserialize} from '../../workspace/read-layout.js';
import {serialize} from '../../workspace/saved-layout.js';
import type {Layout} from '../../workspace/workspace.js';

/** The file of the layout of a profile, or of servers that were named; of another name than theirs, which may hold anything. */
export function layoutFile(stateFolder: string, profile: string): string {
	const name = profile === '' ? 'default' : `${profile.replaceAll(/[^\w.-]/gu, '_').slice(0, 40)}-${createHash('sha256').update(profile).digest('hex').slice(0, 8)}`;
	return path.join(stateFolder, 'layouts', `${name}.json`);
}

/** The layout as it was when the program was left, or why it can't be had. */
export function loadLayout(file: string): {layout?: Layout; problem?: string} {
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		return code === 'ENOENT' ? {} : {problem: `${file} can't be read (${code ?? ''}): this is the usual layout`};
	}

	try {
		const {layout, problem} = deserialize(JSON.parse(text));
		return problem ? {problem: `${file}: ${problem.message}: this is the usual layout`} : {layout};
	} catch {
		return {problem: `${file} is no JSON: this is the usual layout`};
	}
}

/** Keeps a layout; why it could not, if it could not. A crash in between leaves the one before. */
export function saveLayout(file: string, layout: Layout): string | undefined {
	try {
		mkdirSync(path.dirname(file), {recursive: true, mode: 0o700});
		writeFileSync(`${file}.new`, JSON.stringify(serialize(layout), null, '\t'), {mode: 0o600});
		renameSync(`${file}.new`, file);
		return undefined;
	} catch (error) {
		return `the layout is not kept: ${file}: ${(error as NodeJS.ErrnoException).code ?? ''}\n`;
	}
}
