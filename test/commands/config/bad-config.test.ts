import {chmod, mkdir, rm} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {explain} from '../../../source/core/explain.js';
import {configFolder} from './config-folder.js';

async function rejection(promise: Promise<unknown>): Promise<unknown> {
	try {
		await promise;
		return undefined;
	} catch (error) {
		return error;
	}
}

test.each([
	['{\n\t"server": "a",\n}', /is no JSON: line 3, column 1: expected a string$/u],
	['{\n\t"server": "a"\n\t"parallel": 1\n}', /line 3, column 2: expected \}$/u],
	['{"server": "a"', /line 1, column 15: the text ends, expected \}$/u],
	['{"server": "a}', /line 1, column 15: the text ends inside a string$/u],
	['', /line 1, column 1: /u],
	['// mine\n{}', /line 1, column 1: expected a value$/u],
	['{} {}', /line 1, column 4: unexpected text after the value$/u],
	['{"server": \'a\'}', /line 1, column 12: expected a value$/u],
])('broken JSON %j is told by line and column', async (text, message) => {
	await using folder = await configFolder();
	await folder.config(text);
	const error = await rejection(folder.load());
	expect(error).toMatchObject({code: 'ERR_CONFIG_FILE', message: expect.stringMatching(message) as string});
	expect(explain(error)).toMatchObject({exitCode: 2, what: expect.stringContaining(folder.file) as string, todo: expect.stringContaining('correct') as string});
});

test('a byte order mark is no fault', async () => {
	await using folder = await configFolder();
	await folder.config('\u{FEFF}{"parallel": 3}');
	expect((await folder.load()).settings.parallel).toBe(3);
});

test('a file that can\'t be read is told', async () => {
	await using folder = await configFolder();
	await mkdir(folder.file);
	expect(await rejection(folder.load())).toMatchObject({code: 'ERR_CONFIG_FILE', message: expect.stringContaining('can\'t be read') as string});
});

test.each<[unknown, string, RegExp, RegExp]>([
	[{sever: 'a'}, 'ERR_CONFIG_KEY', /^“sever” in \/.*config\.json is no setting$/u, /did you mean server\?/u],
	[{profiles: {prod: {redOnly: true}}}, 'ERR_CONFIG_KEY', /^“redOnly” in the profile “prod” of \/.* is no setting$/u, /did you mean readOnly\?/u],
	[{profiles: {prod: {maxMessage: 1}}}, 'ERR_CONFIG_KEY', /“maxMessage” in the profile “prod”/u, /known are server, connect,/u],
	[{profile: {}}, 'ERR_CONFIG_KEY', /“profile”/u, /did you mean profiles\?/u],
	['{"__proto__": {"readOnly": false}}', 'ERR_CONFIG_KEY', /“__proto__”/u, /known are/u],
	[{password: 'hunter2'}, 'ERR_CONFIG_SECRET', /“password” must not stand in/u, /passwordCommand .*passwordFile .*ARTHAS_TUI_PASSWORD/u],
	[{profiles: {prod: {Token: 'hunter2'}}}, 'ERR_CONFIG_SECRET', /“Token” must not stand in the profile “prod”/u, /passwordCommand/u],
	[{server: 'http://bob:hunter2@a'}, 'ERR_CONFIG_SECRET', /password must not stand in an address/u, /passwordCommand/u],
	[{server: 1}, 'ERR_CONFIG_KEY', /“server” in .* must be a text in quotes, and is the number 1$/u, /correct/u],
	[{server: ''}, 'ERR_CONFIG_KEY', /must be a text in quotes, and is an empty text$/u, /correct/u],
	[{connect: 'channel+http://a'}, 'ERR_CONFIG_KEY', /“connect” .* must be a list of texts/u, /correct/u],
	[{connect: ['a', null]}, 'ERR_CONFIG_KEY', /“connect” .* and is a list$/u, /correct/u],
	[{readOnly: 'true'}, 'ERR_CONFIG_KEY', /“readOnly” .* must be true or false, without quotes, and is the text "true"$/u, /correct/u],
	[{readOnly: null}, 'ERR_CONFIG_KEY', /and is null$/u, /correct/u],
	[{timeout: 10}, 'ERR_CONFIG_KEY', /“timeout” .* must be a time in quotes, such as "10s"/u, /correct/u],
	[{timeout: 'soon'}, 'ERR_CONFIG_KEY', /and is the text "soon"/u, /correct/u],
	[{parallel: 1.5}, 'ERR_CONFIG_KEY', /“parallel” .* must be a whole number/u, /correct/u],
	[{parallel: 0}, 'ERR_CONFIG_KEY', /whole number from 1/u, /correct/u],
	[{maxMessage: '16MB'}, 'ERR_CONFIG_KEY', /number of bytes/u, /correct/u],
	[{profiles: []}, 'ERR_CONFIG_KEY', /“profiles” .* must be an object/u, /correct/u],
	[{profiles: {prod: 'a'}}, 'ERR_CONFIG_KEY', /the profile “prod” .* must be an object/u, /correct/u],
	['[]', 'ERR_CONFIG_KEY', /the content of .* must be an object: \{…\}, and is a list/u, /correct/u],
	['"text"', 'ERR_CONFIG_KEY', /the content of /u, /correct/u],
	[{passwordCommand: 'a', passwordFile: 'b'}, 'ERR_CONFIG_KEY', /both stand in/u, /keep the one/u],
	[{server: 'a', consoleUrl: 'nowhere'}, 'ERR_CONFIG_KEY', /consoleUrl of .* is no address/u, /ws:\/\//u],
	[{connect: ['channel+http://a', 'channel+http://b'], consoleUrl: 'ws://a'}, 'ERR_CONFIG_KEY', /can't be that of 2 servers/u, /profile/u],
	[{server: 'a', ca: 'none.pem'}, 'ERR_CONFIG_FILE', /^ca of .*: .*none\.pem can't be read: ENOENT$/u, /PEM/u],
	[{server: 'a', ca: 'config.json'}, 'ERR_CONFIG_FILE', /holds no certificate/u, /PEM/u],
	[{server: 'no such host!'}, 'ERR_CONNECT_ADDRESS', /no such host!/u, /host:8800/u],
])('%j is refused', async (content, code, message, hint) => {
	await using folder = await configFolder();
	await folder.config(content);
	const error = await rejection(folder.load({profile: JSON.stringify(content).includes('prod') ? 'prod' : undefined}));
	expect(error).toMatchObject({code, message: expect.stringMatching(message) as string, hint: expect.stringMatching(hint) as string});
	expect(JSON.stringify(explain(error))).not.toContain('hunter2');
});

test.each([
	[{profile: 'pord'}, {}, /^there is no profile “pord”$/u, /config\.json has prod, dev$/u],
	[{}, {ARTHAS_TUI_PROFILE: 'constructor'}, /^there is no profile “constructor”$/u, /has prod, dev/u],
	[{timeout: '10'}, {}, /^--timeout is “10”/u, /10s/u],
	[{parallel: 'many'}, {}, /^--parallel is “many”/u, /digits/u],
	[{parallel: '0'}, {}, /^--parallel is “0”: .* from 1 to 10000/u, /digits/u],
	[{}, {ARTHAS_TUI_TIMEOUT: 'soon'}, /^ARTHAS_TUI_TIMEOUT is “soon”/u, /10s/u],
	[{}, {ARTHAS_TUI_PARALLEL: '-1'}, /^ARTHAS_TUI_PARALLEL is “-1”/u, /digits/u],
	[{}, {ARTHAS_TUI_MAX_MESSAGE: '1k'}, /^ARTHAS_TUI_MAX_MESSAGE is “1k”/u, /digits/u],
	[{}, {ARTHAS_TUI_READ_ONLY: 'maybe'}, /^ARTHAS_TUI_READ_ONLY is “maybe”/u, /1 or 0/u],
])('%j with %j is a mistake of usage', async (flags, env, message, hint) => {
	await using folder = await configFolder();
	await folder.config({profiles: {prod: {}, dev: {}}});
	const error = await rejection(folder.load(flags, env));
	expect(error).toMatchObject({code: 'ERR_USAGE', message: expect.stringMatching(message) as string, hint: expect.stringMatching(hint) as string});
	expect(explain(error).exitCode).toBe(2);
});

test('a fault in a profile hinders only who uses it', async () => {
	await using folder = await configFolder();
	await folder.config({
		parallel: 3, profiles: {
			prod: {sever: 'a'}, old: {password: 'hunter2'}, text: 'a', dev: {server: 'b'},
		},
	});
	expect((await folder.load()).settings.parallel).toBe(3);
	expect((await folder.load({profile: 'dev'})).settings.endpoints).toMatchObject([{name: 'dev'}]);
	expect(await rejection(folder.load({profile: 'prod'}))).toMatchObject({code: 'ERR_CONFIG_KEY'});
	expect(await rejection(folder.load({profile: 'old'}))).toMatchObject({code: 'ERR_CONFIG_SECRET'});
	expect(await rejection(folder.load({profile: 'text'}))).toMatchObject({code: 'ERR_CONFIG_KEY'});
});

test('an unknown profile without a config file says how one is written', async () => {
	await using folder = await configFolder();
	expect(await rejection(folder.load({profile: 'prod'}))).toMatchObject({hint: expect.stringContaining('{"profiles": {"prod": {"server": "host:8800"}}}') as string});
});

test.each([
	[0o644, /^other people on this machine can read \/.*secret$/u, /^type: chmod 600 \/.*secret$/u],
	[0o620, /can read/u, /chmod 600/u],
	[0o601, /can read/u, /chmod 600/u],
])('a password file of mode %o is refused with what to type', async (mode, message, hint) => {
	await using folder = await configFolder();
	const file = await folder.write('secret', 'hunter2\n', mode);
	const error = await rejection(folder.load({server: 'a', passwordFile: file}));
	expect(error).toMatchObject({code: 'ERR_CONFIG_SECRET', message: expect.stringMatching(message) as string, hint: expect.stringMatching(hint) as string});
	await chmod(file, 0o400);
	expect((await folder.load({server: 'a', passwordFile: file})).settings.endpoints[0]?.password).toBe('hunter2');
});

test('a password file that is empty, missing or a folder is refused', async () => {
	await using folder = await configFolder();
	const empty = await folder.write('empty', '\nhunter2\n');
	expect(await rejection(folder.load({}, {ARTHAS_TUI_SERVER: 'a', ARTHAS_TUI_PASSWORD_FILE: empty}))).toMatchObject({code: 'ERR_CONFIG_SECRET', message: `the first line of ${empty} is empty`});
	expect(await rejection(folder.load({}, {ARTHAS_TUI_SERVE_PASSWORD_FILE: `${empty}.not`}))).toMatchObject({code: 'ERR_CONFIG_SECRET', message: `${empty}.not can't be read: ENOENT`});
	expect(await rejection(folder.load({server: 'a', passwordFile: folder.home}))).toMatchObject({code: 'ERR_CONFIG_SECRET', message: `${folder.home} can't be read: EISDIR`});
});

test.each([
	['echo hunter2; exit 3', 'failed with exit code 3'],
	['echo hunter2 >&2; exit 1', 'failed with exit code 1'],
	['true', 'printed nothing'],
	['echo; echo hunter2', 'printed nothing'],
	['echo hunter2; kill -9 $$', 'failed with signal SIGKILL'],
	['no-such-program-here', 'failed with exit code 127'],
])('passwordCommand %j: only its exit is told', async (passwordCommand, reason) => {
	await using folder = await configFolder();
	await folder.config({profiles: {prod: {server: 'a', passwordCommand}}});
	const error = await rejection(folder.load({profile: 'prod'}));
	expect(error).toMatchObject({code: 'ERR_CONFIG_SECRET', message: `passwordCommand of the profile prod ${reason}`});
	expect(JSON.stringify([error, explain(error)])).not.toContain('hunter2');
});

test('a passwordCommand\'s first line is the password, blanks and all', async () => {
	await using folder = await configFolder();
	await folder.config({server: 'a', passwordCommand: String.raw`printf " two words \r\nurl: x"`});
	expect((await folder.load()).settings.endpoints[0]?.password).toBe(' two words ');
});

test('a passwordCommand in a file that others may write is not run', async () => {
	await using folder = await configFolder();
	await folder.config({server: 'a', passwordCommand: 'echo x'}, 0o662);
	expect(await rejection(folder.load())).toMatchObject({code: 'ERR_CONFIG_SECRET', hint: `type: chmod 600 ${folder.file}`});
	await rm(folder.file);
	await folder.config({server: 'a', passwordCommand: 'echo x'}, 0o644);
	expect((await folder.load()).settings.endpoints[0]?.password).toBe('x');
});
