import {existsSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {formatEndpoint} from '../../../source/core/client/endpoint.js';
import {configFolder} from './config-folder.js';

test('without anything, the defaults hold and nothing is written', async () => {
	await using folder = await configFolder();
	await rm(path.dirname(folder.file), {recursive: true});
	expect(await folder.load()).toEqual({
		settings: {
			profile: undefined, endpoints: [], readOnly: false, timeoutMs: undefined, parallel: 16, maxMessage: 16 << 20,
			serve: {username: undefined, password: undefined, agentToken: undefined},
		},
		warnings: [],
	});
	expect(existsSync(path.dirname(folder.file))).toBe(false);
});

const everywhere = {
	flags: {
		server: 'flag', username: 'flag', timeout: '1s', parallel: '1', passwordFile: 'flag.secret',
	},
	env: {
		ARTHAS_TUI_SERVER: 'env', ARTHAS_TUI_USERNAME: 'env', ARTHAS_TUI_TIMEOUT: '2s', ARTHAS_TUI_PARALLEL: '2', ARTHAS_TUI_PASSWORD: 'env', ARTHAS_TUI_MAX_MESSAGE: '200000',
	},
	profile: {
		server: 'profile', username: 'profile', timeout: '3s', parallel: 3, passwordCommand: 'echo profile',
	},
	top: {
		server: 'top', username: 'top', timeout: '4s', parallel: 4, passwordFile: 'top.secret', maxMessage: 400_000,
	},
};

test.each([
	['flag', 1], ['env', 2], ['profile', 3], ['top', 4],
])('the first place that says something wins: %s', async (place, number) => {
	await using folder = await configFolder();
	await folder.write('top.secret', 'top\n');
	const flagFile = await folder.write('flag.secret', 'flag\n');
	await folder.config({...(number <= 4 && everywhere.top), profiles: {prod: number <= 3 ? everywhere.profile : {}}});
	const {settings} = await folder.load(
		{profile: 'prod', ...(number <= 1 && {...everywhere.flags, passwordFile: flagFile})},
		number <= 2 ? everywhere.env : {},
	);
	expect(settings).toMatchObject({
		profile: 'prod', timeoutMs: number * 1000, parallel: number, maxMessage: number <= 2 ? 200_000 : 400_000,
	});
	expect(settings.endpoints).toEqual([expect.objectContaining({
		kind: 'channel', base: new URL(`http://${place}:8800`), name: place === 'profile' ? 'prod' : `${place}:8800`, username: place, password: place,
	})]);
});

test('each setting falls through by itself', async () => {
	await using folder = await configFolder();
	await folder.config({username: 'top', profiles: {prod: {timeout: '3s', connect: ['arthas+http://jvm', 'channel+https://host:1']}}});
	const {settings} = await folder.load({parallel: '7'}, {ARTHAS_TUI_PROFILE: 'prod', ARTHAS_TUI_TIMEOUT: ''});
	expect(settings).toMatchObject({profile: 'prod', timeoutMs: 3000, parallel: 7});
	expect(settings.endpoints.map(endpoint => [formatEndpoint(endpoint), endpoint.name, endpoint.username, endpoint.password])).toEqual([
		['arthas+http://jvm:8563', 'jvm:8563', 'top', undefined], ['channel+https://host:1', 'host:1', 'top', undefined],
	]);
});

test('servers are taken from one place as a whole, each once, with names of their own', async () => {
	await using folder = await configFolder();
	await folder.config({server: 'top'});
	const {settings} = await folder.load({connect: ['channel+http://b:80', 'arthas+http://b:80', 'channel+http://bob@c:1']}, {ARTHAS_TUI_SERVER: 'env', ARTHAS_TUI_USERNAME: 'eve'});
	expect(settings.endpoints.map(({name}) => name)).toEqual(['channel+http://b:80', 'arthas+http://b:80', 'c:1']);
	expect(settings.endpoints.map(({username}) => username)).toEqual(['eve', 'eve', 'bob']);
	const {settings: both} = await folder.load({}, {ARTHAS_TUI_SERVER: 'a', ARTHAS_TUI_CONNECT: ' channel+http://a:8800  arthas+http://b '});
	expect(both.endpoints.map(({name}) => name)).toEqual(['a:8800', 'b:8563']);
});

test.each([
	['nobody', {}, false],
	['a flag', {flags: {readOnly: true}}, true],
	['a variable', {env: {ARTHAS_TUI_READ_ONLY: 'yes'}}, true],
	['the profile', {profile: {readOnly: true}}, true],
	['the top', {top: {readOnly: true}}, true],
	['a variable, against a flag', {flags: {readOnly: false}, env: {ARTHAS_TUI_READ_ONLY: '1'}}, true],
	['the profile, against flag and variable', {flags: {readOnly: false}, env: {ARTHAS_TUI_READ_ONLY: '0'}, profile: {readOnly: true}}, true],
	['the top, against the profile', {profile: {readOnly: false}, top: {readOnly: true}}, true],
	['nobody, all saying no', {
		flags: {readOnly: false}, env: {ARTHAS_TUI_READ_ONLY: 'off'}, profile: {readOnly: false}, top: {readOnly: false},
	}, false],
])('read-only is said by %s', async (_, places, readOnly) => {
	const {flags, env, profile = {}, top}: {flags?: object; env?: NodeJS.ProcessEnv; profile?: object; top?: object} = places;
	await using folder = await configFolder();
	await folder.config({...top, profiles: {prod: profile}});
	expect((await folder.load({...flags, profile: 'prod'}, env)).settings.readOnly).toBe(readOnly);
});

test('an attempt to loosen read-only is told', async () => {
	await using folder = await configFolder();
	await folder.config({readOnly: true, profiles: {dev: {readOnly: false}}});
	expect((await folder.load({profile: 'dev'})).warnings).toEqual([`readOnly of the profile dev can't undo readOnly of ${folder.file}: it stays read-only`]);
});

test('the system\'s file makes everything read-only, and a broken one does too', async () => {
	await using folder = await configFolder();
	await folder.write(folder.systemFile, '{"readOnly": true, "server": "ignored"}');
	const {settings, warnings} = await folder.load({readOnly: false}, {ARTHAS_TUI_READ_ONLY: '0'});
	expect(settings).toMatchObject({readOnly: true, endpoints: []});
	expect(warnings).toEqual([`${folder.systemFile}: only readOnly counts there, not server`]);
	await folder.write(folder.systemFile, '{"readOnly": tru}');
	expect(await folder.load()).toMatchObject({settings: {readOnly: true}, warnings: [expect.stringContaining(`read-only, because ${folder.systemFile} is no JSON: line 1, column 14`)]});
	await folder.write(folder.systemFile, '{"readOnly": false}');
	expect((await folder.load()).settings.readOnly).toBe(false);
});

test('a certificate authority and a place for consoles come along, relative to where they are written', async () => {
	await using folder = await configFolder();
	const pem = '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n';
	await folder.write('ca.pem', pem);
	await folder.config({profiles: {prod: {server: 'a', ca: 'ca.pem', consoleUrl: 'ws://a:9/ws'}}});
	expect((await folder.load({profile: 'prod'})).settings.endpoints).toEqual([expect.objectContaining({ca: pem, consoleUrl: new URL('ws://a:9/ws')})]);
});

test('no password is fetched where nothing is to be connected to', async () => {
	await using folder = await configFolder();
	await folder.config({passwordCommand: `touch ${folder.home}/ran; echo x`, profiles: {prod: {server: 'a'}}});
	await folder.load();
	expect((await folder.load({profile: 'prod'}, {}, false)).settings.endpoints).toEqual([]);
	expect(existsSync(`${folder.home}/ran`)).toBe(false);
	await folder.load({profile: 'prod'});
	expect(existsSync(`${folder.home}/ran`)).toBe(true);
});

test('the login of serve has variables of its own', async () => {
	await using folder = await configFolder();
	await folder.config({username: 'client', server: 'a'});
	const secret = await folder.write('serve.secret', 'from-file\r\nsecond line');
	const {settings} = await folder.load({}, {
		ARTHAS_TUI_PASSWORD: 'client', ARTHAS_TUI_SERVE_USERNAME: 'ops', ARTHAS_TUI_SERVE_PASSWORD_FILE: secret, ARTHAS_TUI_AGENT_TOKEN: 'token',
	});
	expect(settings.serve).toEqual({username: 'ops', password: 'from-file', agentToken: 'token'});
});

test('a misspelt variable is told, with the one that was meant', async () => {
	await using folder = await configFolder();
	expect((await folder.load({}, {ARTHAS_TUI_REDONLY: '1', ARTHAS_TUI_XYZZYPLUGH: '1'})).warnings).toEqual([
		'the variable ARTHAS_TUI_REDONLY means nothing here; did you mean ARTHAS_TUI_READ_ONLY?',
		'the variable ARTHAS_TUI_XYZZYPLUGH means nothing here',
	]);
});

test('ids of agents that a tunnel server doesn\'t list are kept in the profile, and belong to one server', async () => {
	await using folder = await configFolder();
	await folder.config({profiles: {edge: {connect: ['tunnel+ws://edge:7777?agent=a_1'], agents: ['a_1', 'a_2']}, two: {connect: ['tunnel+ws://a', 'tunnel+ws://b'], agents: ['a_1']}}});
	expect((await folder.load({profile: 'edge'})).settings.endpoints.map(({agents}) => agents)).toEqual([['a_1', 'a_2']]);
	expect((await folder.load({profile: 'edge', agent: ['a_3']})).settings.endpoints.map(({agents}) => agents)).toEqual([['a_1', 'a_3']]);
	await expect(folder.load({profile: 'two'})).rejects.toMatchObject({code: 'ERR_CONFIG_KEY', message: expect.stringContaining('agents of one tunnel server') as string});
});
