import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';

test('called BasicAgentCtl the program takes its flags and prints the data as JSON', async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'alias-'));
	try {
		const alias = path.join(folder, 'BasicAgentCtl');
		symlinkSync(fileURLToPath(new URL('../../../source/cli.ts', import.meta.url)), alias);
		const ctl = async (...args: string[]) => promisify(execFile)(process.execPath, ['--import', 'tsx', alias, ...args]);
		const {stdout} = await ctl('-c', 'getinfo.users', '-a', '-U root');
		expect(JSON.parse(stdout)).toMatchObject({users: [{name: 'root', uid: 0}]});
		await expect(ctl('-c', 'getinfo.users', '-a', '-U nobody-here')).rejects.toMatchObject({code: 1, stdout: ''});
	} finally {
		rmSync(folder, {recursive: true});
	}
});
