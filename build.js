// Builds what is published: the program as one ESM bundle whose heavy parts are chunks of their own,
// loaded by the command that needs them, and the headless library with its type declarations.
import {execFileSync} from 'node:child_process';
import {chmod, readFile, rm} from 'node:fs/promises';
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

await rm('dist', {recursive: true, force: true});
await Promise.all([
	build({
		...shared,
		entryPoints: ['source/cli.ts'],
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
	build({
		...shared,
		entryPoints: ['source/core/index.ts'],
		outfile: 'dist/core.js',
		packages: 'external',
	}),
]);
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json'], {stdio: 'inherit'});
await chmod('dist/cli.js', 0o755);
