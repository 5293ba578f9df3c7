import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterAll, expect, test} from 'vitest';
import type {AccountPaths} from '../../../../source/core/host/account-files.js';
import type {Account} from '../../../../source/core/host/getinfo/account.js';
import {getinfoUsers, users} from '../../../../source/core/host/getinfo/users.js';
import type {HostAnswer} from '../../../../source/core/host/method.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'accounts-'));
afterAll(() => {
	rmSync(folder, {recursive: true});
});

const today = Math.floor(Date.now() / 86_400_000);
const own = os.userInfo();

const paths = write('full', {
	passwd: [
		`${own.username}:x:${own.uid}:${own.gid}:me:${own.homedir}:/bin/bash`,
		'daemon:*:2:2:daemon:/usr/sbin:/usr/sbin/nologin',
		'ann:x:1001:1001:Ann,,,:/home/ann:/bin/zsh',
		'bob:x:1002:100:Bob:/home/bob:/bin/bash',
		'cat:x:1003:7777::/home/cat:/bin/bash',
		'dan::1004:100::/home/dan:/bin/sh',
		'eve:x:1005:100::/home/eve:/bin/sh',
		'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
		'+::::::',
		'# a comment:x:9:9:::',
		'broken:line',
		'',
	],
	group: ['daemon:x:2:', 'users:x:100:ann', 'ann:x:1001:', 'sudo:x:27:bob,ann', 'adm:x:4:bob'],
	loginDefs: ['# UID_MIN 5', 'UID_MIN\t\t\t 1001', 'UID_MAX\t\t\t60000', 'SYS_UID_MIN 100'],
	shadow: [
		`ann:$y$j9T$x:${today - 10}:0:99999:7:::`,
		`bob:!$y$j9T$x:${today - 200}:0:90:7:::`,
		`cat:$6$x:0:0:99999:7::${today + 30}:`,
		`eve:$6$x:${today - 10}:0:90:7::${today - 1}:`,
		'nobody:*:19000:0:99999:7:::',
	],
});

function write(name: string, files: Partial<Record<keyof AccountPaths, string[]>>): AccountPaths {
	const at = (file: keyof AccountPaths) => {
		const target = path.join(folder, `${name}-${file}`);
		if (files[file] !== undefined) {
			writeFileSync(target, files[file].join('\n'));
		}

		return target;
	};

	return {
		passwd: at('passwd'), group: at('group'), loginDefs: at('loginDefs'), shadow: at('shadow'),
	};
}

type Data = {ts: number; users: Account[]; partial?: string[]};
const dataOf = ({body}: HostAnswer) => body['data'] as unknown as Data;
const names = (answer: HostAnswer) => dataOf(answer).users.map(({name}) => name).filter(name => name !== own.username);

test('the default is ordinary users, by the limits of login.defs', async () => {
	expect(names(await users('', paths))).toEqual(['ann', 'bob', 'cat', 'dan', 'eve']);
	expect(names(await users('-u', paths))).toEqual(['ann', 'bob', 'cat', 'dan', 'eve']);
	expect(names(await users('-S', paths))).toEqual(['daemon', 'nobody']);
	expect(names(await users('  -A ', paths))).toEqual(['daemon', 'ann', 'bob', 'cat', 'dan', 'eve', 'nobody']);
	expect(dataOf(await users('-A', paths)).partial).toBeUndefined();
});

test('an account has all its fields', async () => {
	const {users: [ann]} = dataOf(await users('-U ann', paths));
	expect(ann).toEqual({
		name: 'ann', uid: 1001, gid: 1001, group: 'ann', gecos: 'Ann,,,', home: '/home/ann', shell: '/bin/zsh', system: false,
		locked: false, password: 'set', expired: false, last_change: (today - 10) * 86_400, expires: null, last_login: null, last_login_from: null, groups: ['ann', 'sudo', 'users'],
	});
});

test('the last login stands in lastlog, at the place of its uid', async () => {
	const entry = Buffer.alloc(292);
	entry.writeInt32LE(1_700_000_000, 0);
	entry.write('pts/3', 4);
	entry.write('10.0.0.9', 36);
	const lastlog = path.join(folder, 'lastlog');
	writeFileSync(lastlog, Buffer.concat([Buffer.alloc(292 * 1001), entry, Buffer.alloc(100)]));
	const told = async (name: string) => dataOf(await users(`-U ${name}`, {...paths, lastlog})).users[0];
	expect(await told('ann')).toMatchObject({last_login: 1_700_000_000, last_login_from: '10.0.0.9'});
	expect(await told('bob')).toMatchObject({last_login: null, last_login_from: null});
	expect(await told('nobody')).toMatchObject({last_login: null});
});

test.each([
	['bob', {
		password: 'locked', locked: true, expired: true, expires: (today - 110) * 86_400, groups: ['adm', 'sudo', 'users'],
	}],
	['cat', {
		password: 'set', locked: false, expired: true, last_change: 0, expires: (today + 30) * 86_400, group: null, groups: [],
	}],
	['dan', {
		password: 'none', locked: false, expired: null, last_change: null, expires: null,
	}],
	['eve', {password: 'set', expired: true, expires: (today - 1) * 86_400}],
	['daemon', {
		password: 'locked', locked: true, system: true, expired: null,
	}],
	['nobody', {
		password: 'locked', locked: true, system: true, expired: false, group: null,
	}],
])('%s is told by the rules of shadow-utils', async (name, expected) => {
	expect(dataOf(await users(`-U ${name}`, paths)).users).toEqual([expect.objectContaining(expected)]);
});

test('without the shadow file the secrets are unknown and the answer says that it is partial', async () => {
	const {users: [ann], partial} = dataOf(await users('-U ann', {...paths, shadow: '/nowhere/shadow'}));
	expect(partial).toEqual(['shadow']);
	expect(ann).toMatchObject({
		locked: null, password: 'unknown', expired: null, last_change: null, expires: null, groups: ['ann', 'sudo', 'users'],
	});
});

test('without any file the running account is still there', async () => {
	const answer = await users('-A', write('none', {}));
	expect(dataOf(answer)).toMatchObject({
		users: [{
			name: own.username, uid: own.uid, group: null, password: 'unknown',
		}], partial: ['group', 'passwd', 'shadow'],
	});
});

test.each([
	['-x', 'Unknown option'],
	['-U', 'argument missing'],
	['ann', 'Unexpected argument'],
	['-A -S', 'only one of'],
	['-U ann -u', 'only one of'],
])('%s is an invalid parameter', async (args, text) => {
	const {body, statusCode} = await users(args, paths);
	expect(body).toMatchObject({resp: 'failed', retcode: 3021});
	expect(body['message']).toContain(text);
	expect(statusCode).toBe(-1);
});

test('a name that nobody has is a failure', async () => {
	const {body, message} = await users('-U nosuch', paths);
	expect(body).toEqual({resp: 'failed', retcode: 3022, message: 'Unknown user or group: nosuch'});
	expect(message).toBe('Unknown user or group: nosuch');
});

test.runIf(process.platform === 'linux')('on this very host it agrees with getent, id and passwd', async () => {
	const tool = (file: string, ...args: string[]) => execFileSync(file, args, {encoding: 'utf8'}).trim();
	const {users: all} = dataOf(await getinfoUsers.run('-A', {signal: new AbortController().signal}));
	const expected = tool('getent', 'passwd').split('\n').map(line => {
		const [name, , uid, gid, gecos, home, shell] = line.split(':');
		return {
			name, uid: Number(uid), gid: Number(gid), gecos, home, shell,
		};
	});
	expect(all).toHaveLength(expected.length);
	expect(all).toEqual(expect.arrayContaining(expected.map(account => expect.objectContaining(account) as unknown)));
	for (const {name, group, groups} of all) {
		expect(groups).toEqual(tool('id', '-Gn', name).split(' ').sort());
		expect(group).toBe(tool('id', '-gn', name));
	}
});

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)('root gets the password states that passwd -S prints', async () => {
	const {users: all} = dataOf(await users('-A'));
	const states = new Map(execFileSync('passwd', ['-S', '-a'], {encoding: 'utf8'}).trim().split('\n').map(line => line.split(' ').slice(0, 2) as [string, string]));
	const letters = {
		set: 'P', locked: 'L', none: 'NP', unknown: '?',
	};
	expect(all.map(({name, password}) => [name, letters[password]])).toEqual(all.map(({name}) => [name, states.get(name)]));
});
