import {
	chmod, mkdir, mkdtemp, rm, writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {loadSettings} from '../../../source/commands/config/index.js';
import type {Flags} from '../../../source/commands/context.js';

/** A home of its own, with nothing of the machine's in it. */
export async function configFolder() {
	const home = await mkdtemp(path.join(tmpdir(), 'arthas-tui-config-'));
	const file = path.join(home, 'arthas-tui', 'config.json');
	const systemFile = path.join(home, 'etc.json');
	await mkdir(path.dirname(file));
	const write = async (name: string, text: string, mode = 0o600) => {
		const written = path.resolve(path.dirname(file), name);
		await writeFile(written, text);
		await chmod(written, mode);
		return written;
	};

	return {
		home,
		file,
		systemFile,
		write,
		config: async (content: unknown, mode?: number) => write(file, typeof content === 'string' ? content : JSON.stringify(content), mode),
		load: async (flags: Flags = {}, env: NodeJS.ProcessEnv = {}, withEndpoints?: boolean) => loadSettings({
			flags, env: {PATH: process.env['PATH'], XDG_CONFIG_HOME: home, ...env}, systemFile, ...(withEndpoints !== undefined && {withEndpoints}),
		}),
		async [Symbol.asyncDispose]() {
			await rm(home, {recursive: true});
		},
	};
}
