// Builds what is published: the program as one ESM bundle whose heavy parts are chunks of their own,
// loaded by the command that needs them, and the headless library with its type declarations.
import {execFileSync} from 'node:child_process';
import {
	chmod, copyFile, mkdir, readFile, rm,
} from 'node:fs/promises';
import {build} from 'esbuild';

const {version} = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));

const shared = {
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node20',
	legalComments: 'linked',
	logLevel: 'warning',
	define: {
		'process.env.NODE_ENV': '"production"',
		PACKAGE_VERSION: JSON.stringify(version),
	},
};

/**
What the program uses of some packages is a small part, and reading the rest at every start costs more
than a command takes: undici's fetch, cache and mocks, the readers of .proto files in grpc-js, and meow's
search for a package.json, which it is given. The library leaves its packages whole.
*/
const slim = {
	name: 'slim',
	setup({onResolve, onLoad}) {
		const parts = {
			undici: `
				import Pool from 'undici/lib/dispatcher/pool.js';
				import send from 'undici/lib/api/api-request.js';
				export {Pool};
				export function request(url, {dispatcher, ...options}) {
					const {origin, pathname, search} = new URL(url);
					return send.call(dispatcher, {...options, origin, path: pathname + search});
				}
			`,
			'@grpc/proto-loader': 'export {};',
			// Ink loads it for people who debug it, with an inspector that they installed.
			'react-devtools-core': 'export default undefined;',
			// It comes with conf, for files half written at the end; we write none, and it ends the program at the first signal.
			'when-exit': 'export default () => () => undefined;',
		};
		// The filters are read by Go, which knows neither u nor v.
		onResolve({filter: /^(?:undici|when-exit|react-devtools-core|@grpc\/proto-loader)$/}, ({path}) => ({path, namespace: 'slim'}));
		// It reads license names at every start, for a package.json that it is given.
		onLoad({filter: /meow.build.dependencies\.js$/}, async ({path}) => ({
			contents: (await readFile(path, 'utf8')).replace('var normalizeExports = requireNormalize();', 'var normalizeExports = () => undefined;'),
		}));
		onLoad({filter: /./, namespace: 'slim'}, ({path}) => ({contents: parts[path], resolveDir: import.meta.dirname}));
	},
};

await rm('dist', {recursive: true, force: true});
await Promise.all([
	build({
		...shared,
		entryPoints: ['source/start.ts'],
		plugins: [slim],
		outdir: 'dist',
		splitting: true,
		minifySyntax: true,
		minifyWhitespace: true,
		chunkNames: 'chunks/[name]-[hash]',
		// Bundled CommonJS packages ask for Node's own modules through require.
		banner: {js: 'import {createRequire as bundleRequire} from \'node:module\';const require = bundleRequire(import.meta.url);'},
		// Native accelerators of ws, absent unless somebody installs them.
		external: ['bufferutil', 'utf-8-validate'],
	}),
	// A file of its own without a chunk: what it answers by itself takes as long as reading it.
	build({
		...shared,
		entryPoints: ['source/cli.ts'],
		outfile: 'dist/cli.js',
		external: ['./start.js'],
	}),
	build({
		...shared,
		entryPoints: ['source/core/index.ts'],
		outfile: 'dist/core.js',
		packages: 'external',
	}),
]);

// The page of the HTTP door, as it is: its terminal comes from its package.
const page = ['console.html', 'console.css', 'console.js', 'host-commands.js', 'line-editor.js'].map(name => [`source/browser/${name}`, name]);
const terminal = [['lib/xterm.mjs', 'xterm.mjs'], ['css/xterm.css', 'xterm.css'], ['LICENSE', 'LICENSE.xterm.txt']].map(([from, name]) => [`node_modules/@xterm/xterm/${from}`, name]);
await mkdir('dist/console');
await Promise.all([...page, ...terminal].map(async ([from, name]) => copyFile(from, `dist/console/${name}`)));
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json'], {stdio: 'inherit'});
await chmod('dist/cli.js', 0o755);
