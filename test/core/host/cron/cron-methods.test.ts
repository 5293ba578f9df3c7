import {expect, test} from 'vitest';
import {callMethod} from '../../../../source/core/host/call-method.js';
import {cronMethods} from '../../../../source/core/host/cron/index.js';
import {openStage} from './stage.js';

const {signal} = new AbortController();

test('every operation is a method, by a typed name, by JSON and by members', async () => {
	const {service} = await openStage();
	const methods = new Map(cronMethods(service).map(method => [method.name, method]));
	const call = async (name: string, args = '', allowShell = true) => (await callMethod(methods.get(`cron.${name}`)!, args, {signal, allowShell})).body;
	expect([...methods.keys()]).toEqual(['list', 'history', 'add', 'update', 'delete', 'enable', 'disable', 'run', 'sync'].map(name => `cron.${name}`));
	expect(await call('add', String.raw`{"name": "a", "cron": "0 0 6 * * *", "cmd": "echo \"hi\" > /tmp/x"}`)).toEqual({data: {name: 'a', rev: 1}});
	expect(await methods.get('cron.add')?.call?.({name: 'b', cron: '0 6 * * *', cmd: 'x'}, {signal})).toMatchObject({body: {data: {name: 'b', rev: 2}}});
	expect(await call('update', '{"name": "a", "rev": 1, "timeout": 5}')).toEqual({data: {name: 'a', rev: 3}});
	expect(await call('disable', 'a')).toEqual({data: {name: 'a', rev: 4}});
	expect(await call('enable', 'a')).toEqual({data: {name: 'a', rev: 5}});
	expect(await call('list', 'a')).toMatchObject({data: [{name: 'a', cmd: 'echo "hi" > /tmp/x', timeout: 5}]});
	expect(await call('list')).toMatchObject({data: [{name: 'a'}, {name: 'b', cron: '0 0 6 * * *'}]});
	expect(await call('run', 'b')).toEqual({data: {name: 'b', rev: 2}});
	expect(await call('history', 'b')).toMatchObject({data: [{state: 'running', trigger: 'hand'}]});
	expect(await call('delete', 'b')).toEqual({data: {name: 'b', rev: 6}});
	expect(await call('sync', '{"tasks": []}')).toEqual({
		data: {
			rev: 7, added: [], updated: [], deleted: ['a'],
		},
	});
	expect(await call('add', '{"name": ')).toMatchObject({retcode: 3021});
	expect(await call('history')).toMatchObject({retcode: 3021});
	expect(await call('run', 'x', false)).toMatchObject({retcode: 3023});
	expect(await call('list', '', false)).toEqual({data: []});
	await service.close();
});
