import {expect, test} from 'vitest';
import {maskSecrets} from '../../source/core/mask-secrets.js';

test.each<[line: string, masked: string]>([
	['auth hunter2', 'auth <secret>'],
	['auth -n arthas hunter2', 'auth -n arthas <secret>'],
	['auth --username=me hunter2', 'auth --username=me <secret>'],
	['sysprop db.password hunter2', 'sysprop db.password <secret>'],
	['sysprop "db.password" "hunter 2"', 'sysprop "db.password" <secret>'],
	['sync.bash java -Dpassword=hunter2 -jar x.jar', 'sync.bash java -Dpassword=<secret> -jar x.jar'],
	['sync.bash x -Dspring.datasource.password=hunter2', 'sync.bash x -Dspring.datasource.password=<secret>'],
	['sync.bash tool --password hunter2 --user me', 'sync.bash tool --password <secret> --user me'],
	['sync.bash tool --api-key=abc', 'sync.bash tool --api-key=<secret>'],
	['sync.bash TOKEN=abc ./run', 'sync.bash TOKEN=<secret> ./run'],
	['sync.bash curl -u me:hunter2 http://x/', 'sync.bash curl -u me:<secret> http://x/'],
	['sync.bash curl https://me:hunter2@x/', 'sync.bash curl https://me:<secret>@x/'],
	['sync.bash curl -H "Authorization: Bearer abcdefgh"', 'sync.bash curl -H "Authorization: Bearer <secret>"'],
	['sync.bash mysql -u root -phunter2', 'sync.bash mysql -u root -p<secret>'],
	['ognl \'@System@setProperty("db.password", "hunter2")\'', 'ognl \'@System@setProperty("db.password", "<secret>")\''],
	['ognl "#c.setPassword(\'hunter2\')"', 'ognl "#c.setPassword(\'<secret>\')"'],
	['watch a.B c \'{params}\' \'params[0].password == "hunter2"\'', 'watch a.B c \'{params}\' \'params[0].password == "<secret>"\''],
	['watch a.B c \'{params}\' \'params[0].getToken().equals("hunter2")\'', 'watch a.B c \'{params}\' \'params[0].getToken().equals("<secret>")\''],
	['ognl \'{"token":"hunter2","a":"b"}\'', 'ognl \'{"token":"<secret>","a":"b"}\''],
])('%s', (line, masked) => {
	expect(maskSecrets(line)).toBe(masked);
	expect(maskSecrets(masked)).toBe(masked);
});

test.each([
	'auth',
	'sysprop',
	'sysprop db.password',
	'sysprop db.name x',
	'watch com.acme.PasswordService check \'{params, returnObj}\' -n 5',
	'sc *Token*',
	'trace com.acme.TokenFilter doFilter \'#cost > 10\'',
	'thread -n 3',
	'ognl \'@a.B@name == "x"\'',
	'sync.bash ls -p',
])('“%s” has no secret', line => {
	expect(maskSecrets(line)).toBe(line);
});

test('a long line without an end of anything is no trap', () => {
	const started = performance.now();
	maskSecrets(`${'password'.repeat(20_000)} ${'a.'.repeat(50_000)}`);
	expect(performance.now() - started).toBeLessThan(2000);
});
