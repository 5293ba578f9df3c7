import process from 'node:process';
import type {Agent} from '../core/client/agent.js';
import {fetchFile, type FetchedFile, type FetchOptions} from '../core/client/files/fetch-file.js';
import {isHeavy} from '../core/client/files/output-folder.js';
import {writtenFile} from '../core/client/files/written-file.js';
import type {Job} from '../core/client/job.js';
import {ArthasError, isArthasError} from '../core/error.js';
import type {NoticeLevel} from '../workspace/notices.js';
import type {Store} from '../workspace/store.js';
import type {Action} from './action.js';
import type {ActionContext} from './context.js';
import {describeError} from './describe-error.js';
import {focusedPrompt} from './command/prompt-of.js';
import {itemAtCursor} from './command/read-results.js';
import {runningSession} from './command/session-of.js';

const stallMs = 30_000;
/** A bar doesn't change more often, ms. */
const pauseMs = 250;
/** What was asked about last: doing it again is the yes. */
const asked = new WeakMap<Store, string>();

/** Brings here what a command wrote on the host of its JVM. */
export const fetchFileAction: Action = {
	id: 'result.fetch', keys: ['D'], when: ['command', 'result'], footer: 4, argument: '<folder>',
	label: {en: 'fetch file', zh: '下载文件'},
	about: {en: 'bring the file here that this command wrote: a flame graph, a heap dump', zh: '下载该命令写出的文件：火焰图、堆转储'},
	disabled(context) {
		const file = writtenHere(context);
		return file
			? (isFetched(context, file) ? context.say({en: 'it is being fetched; {how} ends that', zh: '正在下载；{how} 可中止'}, {how}) : undefined)
			: context.say({en: 'this command wrote no file into arthas-output', zh: '该命令没有在 arthas-output 中写出文件'});
	},
	run(context, folder = '') {
		const file = writtenHere(context);
		if (file) {
			begin(context, file, folder.trim() || process.cwd());
		}
	},
};

/** How it is ended from everywhere: `ctrl-c` may be another thing's where the hand is. */
const how = ':fetch-end';

type Written = {agent: Agent; name: string};

function writtenHere(context: ActionContext): Written | undefined {
	const found = jobHere(context);
	const name = found && writtenFile(found.job.entries().flatMap(entry => entry.kind === 'result' ? [entry.result] : []));
	return name === undefined ? undefined : {agent: found!.agent, name};
}

function jobHere(context: ActionContext): {agent: Agent; job: Job} | undefined {
	const thing = context.live.get(context.focus().state.live);
	if (thing?.kind === 'job') {
		return thing;
	}

	const pane = focusedPrompt(context);
	const job = itemAtCursor(context)?.job;
	const session = pane && runningSession(context, pane)?.session;
	return job && session && {agent: session.agent, job};
}

function isFetched({live}: ActionContext, {agent, name}: Written): boolean {
	return live.all().some(([, thing]) => thing.kind === 'fetch' && thing.agent.ref === agent.ref && thing.fetch.name === name);
}

function begin(context: ActionContext, file: Written, into: string): void {
	const ended = new AbortController();
	const bringing = bring(context, file, {into, signal: ended.signal});
	const key = context.live.add({
		kind: 'fetch', agent: file.agent, fetch: {
			name: file.name, startedAt: context.now(),
			async end() {
				ended.abort();
				await bringing;
			},
		},
	});
	void (async () => {
		await bringing;
		await context.live.end(key);
	})();
}

/** Never rejects: what goes wrong is told. */
async function bring(context: ActionContext, {agent, name}: Written, {into, signal}: {into: string; signal: AbortSignal}): Promise<void> {
	const {notify, say, fleet} = context;
	const tell = (level: NoticeLevel, text: string) => {
		notify(level, text, {about: `${agent.ref} ${name}`});
	};

	let kept: Kept | undefined;
	tell('info', say({en: 'fetching {name}; {how} ends it', zh: '正在下载 {name}；{how} 可中止'}, {name, how}));
	try {
		await using own = fleet.origin.getSnapshot().filesOf?.(agent);
		const folder = own ?? await fleet.current()?.connectionOf(agent).files(agent, signal);
		if (folder) {
			const fetched = await fetchFile({
				folder, name, into, stallMs, signal, ...progressTold(context, name, tell),
				async agree(entry, limits) {
					if (isHeavy(entry, limits)) {
						agree(context, `${agent.ref} ${name}`, entry.sizeBytes ?? 0);
					}
				},
				onKept(part) {
					kept = part;
				},
			});
			tell('info', wordsOf(fetched, context));
		}
	} catch (error) {
		const isAsked = isArthasError(error) && error.code === 'ERR_AUTH_POLICY';
		const why = isAsked ? error.message : describeError(error, say);
		tell(signal.aborted || isAsked ? 'warn' : 'bad', `${signal.aborted ? endedWords(name, kept, context) : why}${keptWords(kept, context)}`);
	}
}

type Kept = {path: string; bytes: number};

function endedWords(name: string, kept: Kept | undefined, {say}: ActionContext): string {
	return kept
		? say({en: 'ended: {name}', zh: '已中止：{name}'}, {name})
		: say({en: 'ended: {name}; nothing of it is kept', zh: '已中止：{name}；未保留任何内容'}, {name});
}

function keptWords(kept: Kept | undefined, {say}: ActionContext): string {
	return kept === undefined
		? ''
		: say({en: ' · D again goes on from {size} MiB, which lie in {path}', zh: ' · 再次 D 从 {size} MiB 处续传，已下载部分在 {path}'}, {size: mebibytes(kept.bytes), path: kept.path});
}

function wordsOf({path, bytes, resumedAt}: FetchedFile, {say}: ActionContext): string {
	const values = {path, size: mebibytes(bytes)};
	return resumedAt === null
		? say({en: 'fetched anew, as the server can\'t go on within a file: {path}, {size} MiB', zh: '服务器不支持续传，已重新下载：{path}，{size} MiB'}, values)
		: say({en: 'fetched: {path}, {size} MiB', zh: '已下载：{path}，{size} MiB'}, values);
}

function progressTold({say, now}: ActionContext, name: string, tell: (level: NoticeLevel, text: string) => void): Pick<FetchOptions, 'onProgress'> {
	let toldAt = now();
	return {
		onProgress({receivedBytes, totalBytes}) {
			if (now() - toldAt < pauseMs) {
				return;
			}

			toldAt = now();
			const total = totalBytes === null ? '' : say({en: ' of {total}', zh: ' / {total}'}, {total: mebibytes(totalBytes)});
			tell('info', say({en: 'fetching {name}: {received}{total} MiB; {how} ends it', zh: '正在下载 {name}：{received}{total} MiB；{how} 可中止'}, {
				name, received: mebibytes(receivedBytes), total, how,
			}));
		},
	};
}

function agree({store, say}: ActionContext, file: string, sizeBytes: number): void {
	if (asked.get(store) !== file) {
		asked.set(store, file);
		throw new ArthasError('ERR_AUTH_POLICY', say({
			en: 'not fetched yet: {size} MiB, of which its JVM holds several copies in memory while it sends it through the tunnel; the same again fetches it',
			zh: '尚未下载：共 {size} MiB，经隧道发送时其 JVM 会在内存中保留多份副本；再次执行即下载',
		}, {size: mebibytes(sizeBytes)}));
	}
}

function mebibytes(bytes: number): string {
	return (bytes / (1 << 20)).toFixed(1);
}
