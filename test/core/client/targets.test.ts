import {hostname} from 'node:os';
import {expect, it} from 'vitest';
import {selectTargets} from '../../../source/core/client/targets.js';
import {agent} from './agents.js';

const agents = [
	agent({
		id: 'order-1', ref: 'prod/order-1', name: 'order', app: 'order', host: 'web-1', ip: '10.0.0.1', server: 'prod', labels: {zone: 'a'},
	}),
	agent({
		id: 'order-2', ref: 'prod/order-2', name: 'order', app: 'order', host: 'web-2', ip: '10.0.0.2', server: 'prod', status: 'out', labels: {zone: 'b'},
	}),
	agent({
		id: 'pay', ref: 'prod/pay', name: 'pay', app: 'pay', host: 'web-2', ip: '10.0.0.2', server: 'prod', version: '4.1.5', via: 'arthas',
	}),
	agent({
		id: 'payments', ref: 'test/payments', name: 'payments', app: null, host: 'db', server: 'test', status: 'down',
	}),
	agent({
		id: 'box', ref: 'test/box', name: 'box', kind: 'host', host: hostname(), server: 'test',
	}),
];

it.each<[expression: string, ids: string]>([
	['', 'order-1 order-2 pay payments box'],
	['  ', 'order-1 order-2 pay payments box'],
	['order', 'order-1 order-2'],
	['ORDER', 'order-1 order-2'],
	['order-1', 'order-1'],
	['prod/order-2', 'order-2'],
	['pay', 'pay'],
	['pa', 'pay payments'],
	['web-2', 'order-2 pay'],
	['10.0.0.2', 'order-2 pay'],
	['order up', 'order-1'],
	['up', 'order-1 pay box'],
	['in service', 'order-1 pay box'],
	['order in-service', 'order-1'],
	['status=in-service,out !in_service', 'order-2'],
	['via=direct', 'pay'],
	['out', 'order-2'],
	['down', 'payments'],
	['host', 'box'],
	['jvm !up', 'order-2 payments'],
	['self', 'box'],
	['app=order', 'order-1 order-2'],
	['app=order,pay', 'order-1 order-2 pay'],
	['app=', 'payments box'],
	['!app=order', 'pay payments box'],
	['zone=a', 'order-1'],
	['zone=a,b status=out', 'order-2'],
	['server=test', 'payments box'],
	['via=arthas', 'pay'],
	['version=4.1.5', 'pay'],
	[String.raw`id~^order-\d$`, 'order-1 order-2'],
	['app~^(order|pay)$ up', 'order-1 pay'],
	['!id~order', 'pay payments box'],
	['!!up', 'order-1 pay box'],
	['id=up', ''],
	['nobody', ''],
	['order pay', ''],
	['%0', ''],
	['%9 order', 'order-1 order-2'],
])('“%s” chooses %s', (expression, ids) => {
	expect(selectTargets(agents, expression).map(({id}) => id).toSorted()).toEqual(ids.split(' ').filter(Boolean).toSorted());
});

it('takes any so many', () => {
	const chosen = selectTargets(agents, 'jvm %2');
	expect(new Set(chosen).size).toBe(2);
	expect(chosen.every(({kind}) => kind === 'jvm')).toBe(true);
});

it('refuses what is no regular expression', () => {
	expect(() => selectTargets(agents, 'app~(')).toThrow(expect.objectContaining({code: 'ERR_USAGE'}));
});

it.each(['%x', '@nobody', 'vm=', '!vm=', 'app~('])('“%s” is no expression, and not the whole fleet', expression => {
	expect(() => selectTargets(agents, expression)).toThrow(expect.objectContaining({code: 'ERR_USAGE'}) as Error);
});
