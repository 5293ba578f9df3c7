import {describe, expect, it} from 'vitest';
import {formatEndpoint, parseEndpoint} from '../../../source/core/client/endpoint.js';

it.each<[text: string, written: string, name: string]>([
	['localhost', 'channel+http://localhost:8800', 'localhost:8800'],
	['host:1', 'channel+http://host:1', 'host:1'],
	['  host:1 ', 'channel+http://host:1', 'host:1'],
	['10.0.0.7', 'channel+http://10.0.0.7:8800', '10.0.0.7:8800'],
	['[::1]', 'channel+http://[::1]:8800', '[::1]:8800'],
	['[fe80::1]:99', 'channel+http://[fe80::1]:99', '[fe80::1]:99'],
	['http://host', 'channel+http://host:8800', 'host:8800'],
	['https://host', 'channel+https://host', 'host'],
	['https://host:8800/', 'channel+https://host:8800', 'host:8800'],
	['channel+http://host:80', 'channel+http://host:80', 'host:80'],
	['channel+https://host:443', 'channel+https://host', 'host'],
	['arthas+http://host', 'arthas+http://host:8563', 'host:8563'],
	['loda+http://host', 'loda+http://host:1232', 'host:1232'],
	['loda+http://host?registry', 'loda+http://host:8000?registry', 'host:8000'],
	['loda+http://host:81?registry&port=9', 'loda+http://host:81?registry&port=9', 'host:81'],
	['loda+https://host/agent', 'loda+https://host/agent', 'host/agent'],
	['arthas+https://host/a/b//', 'arthas+https://host/a/b', 'host/a/b'],
	['CHANNEL+HTTP://HOST/Prefix', 'channel+http://host:8800/Prefix', 'host:8800/Prefix'],
	['http://[::1]/x', 'channel+http://[::1]:8800/x', '[::1]:8800/x'],
	['channel+http://host:80?stream=poll', 'channel+http://host:80?stream=poll', 'host:80'],
	['channel+http://host/p/?stream=poll&x=1#y', 'channel+http://host:8800/p?stream=poll', 'host:8800/p'],
	['http://user@host:1', 'channel+http://host:1', 'host:1'],
])('reads %s', (text, written, name) => {
	const endpoint = parseEndpoint(text);
	expect(formatEndpoint(endpoint)).toBe(written);
	expect(endpoint.name).toBe(name);
	expect(endpoint.base.username + endpoint.base.password + endpoint.base.search + endpoint.base.hash).toBe('');
	// What is written is read as the same again.
	const {username: _, ...rest} = endpoint;
	expect(parseEndpoint(written)).toEqual(rest);
});

it.each(['', ' ', 'ftp://host', 'host:99999', 'http://', 'http://%zz', '::1', 'a b', 'tunnel+http://host', 'host/path', 'host:port', 'loda+http://host?registry&port=x', `${'x'.repeat(5000)}:`])('refuses “%s” with a hint', text => {
	expect(() => parseEndpoint(text)).toThrow(expect.objectContaining({code: 'ERR_CONNECT_ADDRESS', hint: expect.stringContaining('host:8800') as unknown}));
	try {
		parseEndpoint(text);
	} catch (error) {
		expect((error as Error).message.length).toBeLessThan(200);
	}
});

it.each(['http://user:secret@host', 'arthas+http://:secret@host', 'channel+https://u:s%40@host:1/x'])('refuses a password in %s and never repeats it', text => {
	try {
		parseEndpoint(text);
		expect.unreachable();
	} catch (error) {
		expect(error).toMatchObject({code: 'ERR_CONFIG_SECRET'});
		expect(JSON.stringify(error) + String(error)).not.toMatch(/secret|s%40/u);
	}
});

it.each([['http://user@host', 'user'], ['http://us%65r%20x@host', 'user x'], ['http://100%@host', '100%'], ['http://host', undefined]])('takes the user of %s', (text, username) => {
	expect(parseEndpoint(text).username).toBe(username);
});

it('lets what was given beside the address win', () => {
	expect(parseEndpoint('http://user@host', {username: 'other', name: 'prod', password: 'p'})).toMatchObject({username: 'other', name: 'prod', password: 'p'});
});

describe('an endpoint of a host agent', () => {
	it.each([
		['host+tls://10.0.0.7', 'host+tls://10.0.0.7:7702', 'https:'],
		['host+tls://10.0.0.7:443', 'host+tls://10.0.0.7:443', 'https:'],
		['HOST+PLAIN://localhost:9', 'host+plain://localhost:9', 'http:'],
		['host+tls://[::1]:7', 'host+tls://[::1]:7', 'https:'],
	])('%s is %s', (text, written, protocol) => {
		const endpoint = parseEndpoint(text);
		expect(endpoint.kind).toBe('host');
		expect(endpoint.base.protocol).toBe(protocol);
		expect(formatEndpoint(endpoint)).toBe(written);
	});
});
