import {readdirSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

export type Children = AsyncDisposable & {file(name: ChildName): string};
export type ChildName = 'server' | 'bridge' | 'tunnel-server' | 'host-server' | 'host-agent' | 'relay' | 'agent' | 'reader' | 'fleet' | 'console' | 'screen';

/**
Bundles the processes of `children/` the way `build.js` bundles the program, so that what is measured is
loaded as users load it, without a loader of TypeScript in its memory and its start.
*/
export async function buildChildren(): Promise<Children> {
	const sources = fileURLToPath(new URL('../children/', import.meta.url));
	const folder = await mkdtemp(path.join(tmpdir(), 'arthas-tui-bench-'));
	await build({
		entryPoints: readdirSync(sources).filter(name => name.endsWith('.ts')).map(name => path.join(sources, name)),
		outdir: folder,
		outExtension: {'.js': '.mjs'},
		bundle: true,
		splitting: true,
		platform: 'node',
		format: 'esm',
		target: 'node20',
		minifySyntax: true,
		minifyWhitespace: true,
		legalComments: 'none',
		logLevel: 'warning',
		define: {'process.env.NODE_ENV': '"production"'},
		banner: {js: 'import {createRequire as bundleRequire} from \'node:module\';const require = bundleRequire(import.meta.url);'},
		// Never loaded: accelerators of ws, and an inspector of Ink.
		external: ['bufferutil', 'utf-8-validate', 'react-devtools-core'],
	});
	return {
		file: name => path.join(folder, `${name}.mjs`),
		async [Symbol.asyncDispose]() {
			await rm(folder, {recursive: true, force: true});
		},
	};
}
