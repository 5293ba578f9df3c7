import {expect, it} from 'vitest';
import {formatEndpoint, parseEndpoint} from '../../../../source/core/client/endpoint.js';

it.each<[text: string, written: string, name: string]>([
	['tunnel+ws://host', 'tunnel+ws://host:7777', 'host:7777'],
	['tunnel+ws://host:80/', 'tunnel+ws://host:80', 'host:80'],
	['tunnel+ws://host:7777/ws', 'tunnel+ws://host:7777', 'host:7777'],
	['Tunnel+WSS://host/prefix/ws/', 'tunnel+wss://host/prefix/ws', 'host/prefix/ws'],
	['tunnel+ws://[::1]:1', 'tunnel+ws://[::1]:1', '[::1]:1'],
	['tunnel+ws://host?http=https://pages:8443/x/&targetServer=10.0.0.1&agent=a_1&agent=b', 'tunnel+ws://host:7777?http=https://pages:8443/x&targetServer=10.0.0.1&agent=a_1&agent=b', 'host:7777'],
])('reads %s', (text, written, name) => {
	const endpoint = parseEndpoint(text);
	expect(endpoint.kind).toBe('tunnel');
	expect(formatEndpoint(endpoint)).toBe(written);
	expect(endpoint.name).toBe(name);
	expect(formatEndpoint(parseEndpoint(written))).toBe(written);
});

it('takes what is given beside the address', () => {
	expect(parseEndpoint('tunnel+ws://host?agent=a', {agents: ['b', 'a'], targetServer: 'x'})).toMatchObject({agents: ['a', 'b'], targetServer: 'x'});
	expect(parseEndpoint('tunnel+ws://host?http=http://pages')).toMatchObject({httpUrl: new URL('http://pages')});
});

it.each(['ws://host', 'tunnel+http://host', 'channel+ws://host', 'tunnel+ws://host?http=ftp://pages', 'tunnel+ws://host?http=nowhere'])('refuses %s', text => {
	expect(() => parseEndpoint(text)).toThrow(expect.objectContaining({code: 'ERR_CONNECT_ADDRESS', hint: expect.stringContaining('tunnel+ws://') as unknown}));
});

it('refuses a password in an address', () => {
	expect(() => parseEndpoint('tunnel+ws://u:secret@host')).toThrow(expect.objectContaining({code: 'ERR_CONFIG_SECRET'}));
});
