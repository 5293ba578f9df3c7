import {once} from 'node:events';
import {connect, createServer, type AddressInfo} from 'node:net';
import {hostname} from 'node:os';
import process from 'node:process';
import {
	beforeEach, expect, test, vi,
} from 'vitest';
import {askAttach} from '../../source/actions/attach/ask-attach.js';
import type {ActionContext, FleetOrigin} from '../../source/actions/context.js';
import type {Agent} from '../../source/core/client/agent.js';
import type {LocalJvm} from '../../source/core/host/attach/local-jvms.js';
import {writable} from '../../source/core/readable.js';
import {createSay} from '../../source/words/index.js';
import {createStore} from '../../source/workspace/store.js';
import {createWorkspace} from '../../source/workspace/workspace.js';

const jvms = vi.hoisted(() => ({now: [] as LocalJvm[]}));
vi.mock('../../source/core/host/attach/local-jvms.js', () => ({localJvms: async () => ({jvms: jvms.now, body: {}})}));

const uid = process.getuid!();
const jvm = (pid: number, more: Partial<LocalJvm> = {}): LocalJvm => ({
	pid, ownPid: pid, uid, user: 'me', mainClass: '/srv/game.jar', jdkVersion: '17', arthas: 'no', arthasPorts: [], ...more,
});
const serving = jvm(2, {mainClass: 'demo.Shop', arthas: 'attached', arthasPorts: [8563]});

beforeEach(() => {
	jvms.now = [];
});

type Given = {agents?: Agent[]; attach?: FleetOrigin['attach']; tunnel?: string};

function screen({agents = [], tunnel, attach = async () => ({agentId: 'game_1', home: '/opt/arthas', run: async () => undefined})}: Given = {}) {
	const notify = vi.fn();
	const store = createStore(createWorkspace({columns: 80, rows: 24}));
	const context = {
		store, notify, readOnly: false, say: createSay('en'), now: () => 0, fleet: {origin: writable<FleetOrigin>({source: 'embedded', attach, tunnel}), agents: writable<readonly Agent[]>(agents)},
	} as unknown as ActionContext;
	return {context, notify, overlay: () => store.getSnapshot().overlay};
}

test('those without Arthas are named first, and one that is alone is the answer already; those of others, and what is listed, are not named', async () => {
	const listed = {id: 'x', status: 'up', labels: {bridge: hostname(), pid: '4'}} as unknown as Agent;
	jvms.now = [serving, jvm(1), jvm(3, {uid: uid + 1}), jvm(4)];
	const {context, overlay} = screen({agents: [listed]});
	await askAttach(context);
	expect(overlay()).toMatchObject({kind: 'ask', text: '1', data: {choice: '1 game.jar, 2 demo.Shop (Arthas)'}});
});

test('a JVM that is connected to straight is not offered, nor one that has dialled the door of the server', async () => {
	const door = createServer().listen(0, '127.0.0.1');
	await once(door, 'listening');
	const {port} = door.address() as AddressInfo;
	const dialled = connect(port, '127.0.0.1');
	await once(dialled, 'connect');
	try {
		const straight = {
			id: '127.0.0.1:8563', via: 'arthas', status: 'up', labels: {},
		} as unknown as Agent;
		jvms.now = [serving, jvm(process.pid), jvm(1)];
		const {context, overlay} = screen({agents: [straight], tunnel: `127.0.0.1:${port}`});
		await askAttach(context);
		expect(overlay()).toMatchObject({kind: 'ask', text: '1', data: {choice: '1 game.jar'}});
	} finally {
		dialled.destroy();
		door.close();
	}
});

test('where nobody can be attached to it says so', async () => {
	jvms.now = [jvm(3, {uid: uid + 1})];
	const {context, overlay, notify} = screen();
	await askAttach(context);
	expect(overlay()).toBeUndefined();
	expect(notify).toHaveBeenCalledWith('info', expect.stringContaining('no JVM of yours'));
});

test('before a yes it says where Arthas comes from, who is let in, and how the JVM is listed', async () => {
	jvms.now = [jvm(1)];
	const {context, overlay} = screen();
	await askAttach(context, '1');
	expect(overlay()).toMatchObject({
		kind: 'confirm', data: {
			attach: '1', tier: 'change', reason: 'Arthas from /opt/arthas is loaded into /srv/game.jar; it listens on 127.0.0.1 with a password and is listed as game_1',
		},
	});
});

test('of an Arthas that is there it says on which ports, and that it is left alone', async () => {
	jvms.now = [serving];
	const {context, overlay} = screen({attach: async () => ({agentId: 'Shop_2', home: undefined, run: async () => undefined})});
	await askAttach(context, '2');
	expect(overlay()).toMatchObject({kind: 'confirm', data: {reason: 'Arthas serves in demo.Shop already, on 8563: it is left as it is, and listed as Shop_2'}});
});

test('what speaks against it is told instead of a question', async () => {
	jvms.now = [jvm(1)];
	const {context, overlay, notify} = screen({
		async attach() {
			throw new Error('Arthas is not on this host');
		},
	});
	await askAttach(context, '1');
	expect(overlay()).toBeUndefined();
	expect(notify).toHaveBeenCalledWith('bad', expect.stringContaining('Arthas is not on this host'));
});
