import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';

export type CleanPlace = AsyncDisposable & {folder: string; env: NodeJS.ProcessEnv};

/** An empty home with empty XDG folders, so that no configuration and no running server of this user is found. */
export async function cleanPlace(): Promise<CleanPlace> {
	const folder = await mkdtemp(path.join(tmpdir(), 'arthas-tui-bench-'));
	const kept = Object.entries(process.env).filter(([name]) => !/^(?:NODE_|XDG_|ARTHAS_|TSX_|npm_)/u.test(name));
	return {
		folder,
		env: {
			...Object.fromEntries(kept), HOME: folder, XDG_RUNTIME_DIR: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder, XDG_STATE_HOME: folder,
		},
		async [Symbol.asyncDispose]() {
			await rm(folder, {recursive: true, force: true});
		},
	};
}
