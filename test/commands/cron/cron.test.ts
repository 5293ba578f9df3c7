import {expect, test} from 'vitest';
import type {Flags} from '../../../source/commands/context.js';
import {cron} from '../../../source/commands/cron.js';
import {fakeContext} from '../fake-context.js';

const from = '2026-02-14T10:17:23Z';

test('next --json is an array of instants', async () => {
	const {code, out, err} = await run(['next', '0 0/30 8-10 * * *'], {
		json: true, from, tz: 'UTC', count: '3',
	});
	expect(JSON.parse(out)).toEqual(['2026-02-14T10:30:00.000Z', '2026-02-15T08:00:00.000Z', '2026-02-15T08:30:00.000Z']);
	expect([code, err]).toEqual([0, '']);
});

test('next prints five runs as the wall of the zone shows them', async () => {
	const {out} = await run(['next', '0 30 2 * * *'], {from: '2026-03-07T00:00:00Z', tz: 'America/New_York'});
	expect(out.split('\n')).toEqual([
		'DATE             TIME IN America/New_York  INSTANT',
		'Sat 07 Mar 2026  02:30:00                  2026-03-07T07:30:00.000Z',
		'Sun 08 Mar 2026  03:00:00                  2026-03-08T07:00:00.000Z',
		'Mon 09 Mar 2026  02:30:00                  2026-03-09T06:30:00.000Z',
		'Tue 10 Mar 2026  02:30:00                  2026-03-10T06:30:00.000Z',
		'Wed 11 Mar 2026  02:30:00                  2026-03-11T06:30:00.000Z',
		'',
	]);
});

test('an expression may come as several words', async () => {
	const {out} = await run(['next', '0', '0', '*', '*', '*', '*'], {
		json: true, from, tz: 'UTC', count: '1',
	});
	expect(JSON.parse(out)).toEqual(['2026-02-14T11:00:00.000Z']);
});

test('check says it in words, with what to mind and the next five', async () => {
	const {code, out} = await run(['check', '0 11 4 * 1-3'], {from, tz: 'Europe/Berlin'});
	expect(code).toBe(0);
	expect(out.split('\n')).toEqual([
		'0 0 11 4 * 1-3',
		'11:00 on the 4th, and Mon to Wed',
		'! Five fields are a line of a crontab: it runs at second 0, as 0 0 11 4 * 1-3',
		'! Day of month and day of week both say something: either is enough',
		'! Where clocks in Europe/Berlin change each time happens once: after a gap if it is left out, at its first coming if it comes twice',
		'',
		'DATE             TIME IN Europe/Berlin  INSTANT',
		...['Mon 16', 'Tue 17', 'Wed 18', 'Mon 23', 'Tue 24'].map(day => `${day} Feb 2026  11:00:00               2026-02-${day.slice(4)}T10:00:00.000Z`),
		'',
	]);
});

test('check speaks Chinese where the locale does', async () => {
	const {out} = await run(['check', '0 0 23-7/2,8 * * *'], {from, tz: 'Asia/Shanghai'}, {LANG: 'zh_CN.UTF-8'});
	expect(out).toContain('每天 23、1、3、5、7、8 点整\n');
});

test('check --json has the normal form too', async () => {
	const {out} = await run(['check', '0 0/30 8-10 ? * *'], {
		json: true, from, tz: 'UTC', count: '1',
	});
	expect(JSON.parse(out)).toEqual({
		valid: true,
		schedule: '0 0/30 8-10 ? * *',
		normal: '0 */30 8-10 * * *',
		words: 'every 30 min, 08:00 to 10:30',
		notes: ['The last run is 10:30, not 10:00: hours 8-10 include all of hour 10'],
		zone: 'UTC',
		next: ['2026-02-14T10:30:00.000Z'],
	});
});

test('check --json of what is no schedule names field and reason, and ends with 2', async () => {
	const {code, out} = await run(['check', '0 0 0 30 2 *'], {json: true});
	expect(JSON.parse(out)).toEqual({
		valid: false, field: 'day', reason: 'never', text: '30 2 *', message: 'day of month: “30 2 *” never comes: none of these months has such a day',
	});
	expect(code).toBe(2);
});

test.each<[string[], Flags, string]>([
	[[], {}, 'cron needs an action'],
	[['soon'], {}, 'cron has no action “soon”'],
	[['next'], {}, 'there is no schedule'],
	[['check', '* * 24 * * *'], {}, 'hour: 24 is out of range, 0 to 23'],
	[['next', '* * * C * *'], {}, 'day of month: “C” needs a calendar of holidays, which there is none of'],
	[['next', '* * * * * *'], {tz: 'Nowhere'}, 'there is no time zone “Nowhere”'],
	[['next', '* * * * * *'], {from: '2026-02-14T10:00:00'}, '--from is “2026-02-14T10:00:00”, which is no instant'],
	[['next', '* * * * * *'], {from: '2026-02-30'}, '--from is “2026-02-30”, which is no instant'],
	[['next', '* * * * * *'], {count: '0'}, '--count is “0”'],
	[['next', '* * * * * *'], {count: '1e3'}, '--count is “1e3”'],
])('cron %j with %j is refused', async (input, flags, message) => {
	await expect(run(input, flags)).rejects.toMatchObject({code: 'ERR_USAGE', message});
});

async function run(input: string[], flags: Flags, env: NodeJS.ProcessEnv = {}): Promise<{code: number; out: string; err: string}> {
	const context = fakeContext({flags, input, env});
	return {code: await cron(context), ...context.printed};
}
