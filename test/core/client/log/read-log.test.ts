import {Buffer} from 'node:buffer';
import {
	appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, expect, it,
} from 'vitest';
import {connect} from '../../../../source/core/client/connect.js';
import {readLog, type LogEvent} from '../../../../source/core/client/log/read-log.js';
import {startHostAgent} from '../../../../source/core/host/agent.js';
import {methods} from '../../../../source/core/host/index.js';
import {identity} from '../../host/agent/start.js';
import {startRelay, type Relay} from '../../../servers/relay.js';

let folder = '';
let file = '';
beforeEach(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'follow-'));
	file = path.join(folder, 'app.log');
});
afterEach(() => {
	rmSync(folder, {recursive: true});
});

type Options = {offset?: number; isFollowing?: boolean; path?: string; relay?: (port: number) => Promise<Relay>};
type Step = (texts: readonly string[], event: LogEvent) => boolean | void | Promise<boolean | void>;

/** Reads until a step has seen enough; steps may change the file after each event. */
async function read({offset, isFollowing = false, path: wanted = file, relay}: Options, step: Step = () => undefined): Promise<{texts: string[]; kinds: string[]; last: LogEvent | undefined}> {
	await using agent = await startHostAgent({
		identity, version: '1.2.3', methods, policy: {logs: [`${folder}/`]}, listen: {host: '127.0.0.1', port: 0}, backOffMs: 20,
	});
	await using wire = await relay?.(agent.listening!.port);
	await using connection = connect(`host+plain://127.0.0.1:${wire?.port ?? agent.listening!.port}`, {probeMs: 50});
	await connection.ready();
	const enough = new AbortController();
	const session = connection.openSession(connection.agents.getSnapshot()[0]!);
	const events: LogEvent[] = [];
	const texts: string[] = [];
	for await (const event of readLog(session, {
		path: wanted, offset, isFollowing, signal: enough.signal,
	})) {
		events.push(event);
		texts.push(...event.kind === 'lines' ? event.lines.map(({text}) => text) : []);
		if (event.kind !== 'end' && await step(texts, event) === true) {
			enough.abort();
		}
	}

	return {texts, kinds: events.map(({kind}) => kind), last: events.at(-1)};
}

it('reads a file to its end, over many parts', async () => {
	const lines = Array.from({length: 60_000}, (_, index) => `${index} grüße 中`);
	writeFileSync(file, `${lines.join('\n')}\nlast`);
	const {texts, last} = await read({offset: 0});
	expect(texts).toEqual([...lines, 'last']);
	expect(last).toMatchObject({kind: 'end', end: {name: 'done', statusCode: 0}});
});

it('reads the end of a file from a whole line on', async () => {
	writeFileSync(file, `${'x'.repeat(99)}\n`.repeat(1000));
	const {texts} = await read({});
	expect(texts.length).toBe(655);
	expect(new Set(texts)).toEqual(new Set(['x'.repeat(99)]));
});

it('follows what comes, and begins anew when the file is rotated or emptied', async () => {
	writeFileSync(file, 'one\ntwo\n');
	const steps: Record<string, () => void> = {
		two() {
			appendFileSync(file, 'thr');
			appendFileSync(file, 'ee\n');
		},
		three() {
			renameSync(file, `${file}.1`);
			writeFileSync(file, 'first of the next\n');
		},
		'first of the next'() {
			truncateSync(file);
			appendFileSync(file, 'short\n');
		},
	};
	const {texts, kinds, last} = await read({isFollowing: true}, seen => {
		steps[seen.at(-1) ?? '']?.();
		return seen.includes('short');
	});
	expect(texts).toEqual(['one', 'two', 'three', 'first of the next', 'short']);
	expect(kinds.filter(kind => kind === 'new-file')).toHaveLength(2);
	expect(last).toMatchObject({kind: 'end', end: {name: 'interrupted', by: 'us', ended: 'yes'}});
});

it('loses and doubles nothing when the wire breaks', async () => {
	const lines = Array.from({length: 90_000}, (_, index) => `line ${index}`);
	writeFileSync(file, `${lines.join('\n')}\n`);
	let wire: Relay;
	let isCut = false;
	const {texts} = await read({
		offset: 0, isFollowing: true, async relay(port) {
			wire = await startRelay(port);
			return wire;
		},
	}, async seen => {
		if (!isCut) {
			isCut = true;
			await wire.cut();
			await wire.restore();
		}

		return seen.length >= lines.length;
	});
	expect(texts).toEqual(lines);
});

it('says that a file ends before the offset, and goes on with what comes', async () => {
	writeFileSync(file, 'one\n');
	const {texts, kinds} = await read({offset: 4000, isFollowing: true}, (seen, {kind}) => {
		if (kind === 'short') {
			appendFileSync(file, 'two\n');
		}

		return seen.includes('two');
	});
	expect(texts).toEqual(['two']);
	expect(kinds).toEqual(['short', 'lines', 'end']);
	expect((await read({offset: 4000})).kinds).toEqual(['short', 'end']);
});

it('tells of a file that is missing what the host says', async () => {
	const {kinds, last} = await read({path: path.join(folder, 'none.log'), isFollowing: true});
	expect(kinds).toEqual(['end']);
	expect(last).toMatchObject({kind: 'end', end: {name: 'refused', by: 'policy', message: expect.stringContaining('is no log that this host shows') as unknown}});
});

it('gives a binary file as text, in pieces where it has no lines', async () => {
	writeFileSync(file, Buffer.concat([Buffer.from('a\0b\n'), Buffer.alloc(1_500_000, 0xFF)]));
	const {texts} = await read({offset: 0});
	expect(texts[0]).toBe('a\0b');
	expect(texts.length).toBeGreaterThan(1);
	expect(texts.slice(1).join('')).toMatch(/^\uFFFD+$/u);
});

it('reads an empty file', async () => {
	writeFileSync(file, '');
	expect((await read({})).kinds).toEqual(['end']);
	expect((await read({offset: 0})).kinds).toEqual(['end']);
});
