import {expect, test, vi} from 'vitest';
import {attach} from '../../../source/commands/attach.js';
import {fakeContext} from '../fake-context.js';

const long = Array.from({length: 60}, (_, index) => `/opt/lib/part-${index}.jar`).join(':');
const row = {
	pid: 4_194_301, ownPid: 4_194_301, user: 'shop', uid: 1000, mainClass: `/srv/${'deep/'.repeat(30)}shop-server-1.2.3.jar`, jdkVersion: '21.0.1', vm: 'OpenJDK', arthas: 'attached',
	arthasPorts: [3658, 8563], listening: [8080], startedAtMs: 1_700_000_000_000, cpuMs: 1, threads: 50, rssBytes: 1 << 30, heapUsedBytes: 1, heapMaxBytes: 1, classes: 1,
	gcCount: 1, gcMs: 1, executable: '/usr/bin/java', jvmOptions: ['-Xmx1g', '-cp', long], arguments: ['--spring.config=/etc/shop', '--nodes', 'a'.repeat(300)],
};
vi.mock('../../../source/core/host/attach/local-jvms.js', () => ({localJvms: async () => ({jvms: [row], body: {data: {ts: 1_700_000_000, jvms: [row]}}})}));

test('a list in a pipe is as wide as what tells JVMs apart, with the whole number of the process and the end of a jar\'s path', async () => {
	const context = fakeContext();
	expect(await attach(context)).toBe(0);
	const {out, err} = context.printed;
	expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThan(200);
	expect(out).toContain('4194301');
	expect(out).toContain('3658; 8563');
	expect(out).toMatch(/--spring\.config=\/etc\/shop --nodes aaa+…/u);
	expect(out).toMatch(/\/srv\/deep\/.*…[^ ]*\/shop-server-1\.2\.3\.jar/u);
	expect(out).not.toContain('part-1.jar');
	expect(err).toContain('--json has their whole command lines');
});

test('for programs nothing is cut', async () => {
	const context = fakeContext({flags: {json: true}});
	expect(await attach(context)).toBe(0);
	expect(JSON.parse(context.printed.out)).toEqual([row]);
});
