import {build} from 'esbuild';
import {describe, expect, it} from 'vitest';

/** Every module that an entry point can reach, packages as `node_modules/name/…`. */
async function modulesOf(entry: string): Promise<string[]> {
	const {metafile} = await build({
		entryPoints: [entry], bundle: true, write: false, metafile: true, platform: 'node', format: 'esm', logLevel: 'silent', external: ['bufferutil', 'utf-8-validate'], outdir: 'unused',
	});
	return Object.keys(metafile.inputs);
}

describe('the headless library', () => {
	it('reaches no screen: neither React nor Ink nor a colour library, nor any folder of the program around it', async () => {
		const modules = await modulesOf('source/core/index.ts');
		expect(modules.some(file => file.includes('node_modules/@grpc/grpc-js/'))).toBe(true);
		expect(modules.filter(file => /node_modules\/(?:react|ink|chalk|kleur|picocolors|meow|conf)\//u.test(file))).toEqual([]);
		expect(modules.filter(file => file.startsWith('source/') && !file.startsWith('source/core/'))).toEqual([]);
	});

	it('keeps its protocol free of sockets', async () => {
		const {metafile} = await build({
			entryPoints: ['source/core/protocol/channel-response.ts', 'source/core/protocol/arthas-api.ts', 'source/core/protocol/sse.ts', 'source/core/protocol/arthas-service.ts'],
			bundle: true, write: false, metafile: true, platform: 'node', format: 'esm', outdir: 'unused', logLevel: 'silent',
		});
		const imports = Object.values(metafile.inputs).flatMap(input => input.imports.map(({path}) => path));
		expect(imports.filter(path => /^node:(?:net|tls|http|https|http2|dgram)$|grpc-js|\/ws\/|undici/u.test(path))).toEqual([]);
	});
});

describe('the program', () => {
	it('loads nothing for --version', async () => {
		const {metafile} = await build({
			entryPoints: ['source/cli.ts'],
			bundle: true,
			write: false,
			metafile: true,
			splitting: true,
			platform: 'node',
			format: 'esm',
			logLevel: 'silent',
			external: ['bufferutil', 'utf-8-validate', 'react-devtools-core'],
			outdir: 'out',
		});
		// What an entry shares with other chunks lies in chunks that it imports at once.
		const inputsOf = (name: string): string[] => {
			const {inputs, imports} = metafile.outputs[name]!;
			return [...Object.keys(inputs), ...imports.filter(({kind, external}) => kind === 'import-statement' && !external).flatMap(({path}) => inputsOf(path))];
		};

		const [entry] = Object.entries(metafile.outputs).find(([, {entryPoint}]) => entryPoint === 'source/cli.ts')!;
		expect([...new Set(inputsOf(entry))].sort()).toEqual(['source/cli.ts', 'source/version.ts']);
	});
});
