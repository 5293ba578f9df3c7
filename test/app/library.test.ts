import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {temporaryFolder} from './run-cli.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('arthas-tui/core can be imported by its name, without anything of the screen', () => {
	const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', `
		const core = await import('arthas-tui/core');
		console.log(Object.keys(core).sort().join(' '));
	`], {cwd: root, encoding: 'utf8'});
	expect(printed.split(/\s+/u)).toEqual(expect.arrayContaining(['connect', 'createFleet', 'startServer', 'startChannelAgent', 'explain', 'tierOf', 'parseJson']));
});

test('the sample in the README fits the published types', () => {
	const sample = /```ts\n(?<code>[^`]+)```/u.exec(readFileSync(path.join(root, 'README.md'), 'utf8'))?.groups?.['code'] ?? '';
	expect(sample).toContain('arthas-tui/core');
	const folder = temporaryFolder();
	mkdirSync(path.join(folder, 'node_modules'));
	writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
	writeFileSync(path.join(folder, 'sample.ts'), sample);
	writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({
		compilerOptions: {
			target: 'ES2022', lib: ['ES2023', 'ESNext.Disposable'], module: 'NodeNext', strict: true, noEmit: true, skipLibCheck: false, types: ['node'],
			typeRoots: [path.join(root, 'node_modules/@types')], paths: {'arthas-tui/core': [path.join(root, 'dist/types/core/index.d.ts')]},
		},
		files: ['sample.ts'],
	}));
	expect(() => execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '--project', folder], {encoding: 'utf8', stdio: 'pipe'})).not.toThrow();
});
