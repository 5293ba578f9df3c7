import {
	afterEach, beforeEach, describe, expect, it, vi,
} from 'vitest';
import {createFakeWire} from '../actions/console/fake-wire.js';
import {ArthasError} from '../../source/core/error.js';
import type {Result} from '../../source/core/protocol/result.js';
import {agentOf, fleet, now} from '../ui/agents/fleet.js';
import {recordedResults} from '../views/recorded-results.js';
import {
	hosts, jvm, pushFacts, replyOf,
} from './host-answers.js';
import {openStage, type Stage, type StageOptions} from './stage.js';

// Times of a schedule are shown in UTC too, so that they would depend on where this runs.
vi.hoisted(() => {
	process.env['TZ'] = 'UTC';
});

const recorded = (name: string) => recordedResults(`arthas-http-api/${name}.json`);
const prod = fleet.filter(({server}) => server === 'prod');
const game = agentOf('math-7f3a', {host: 'demo', ip: '10.0.0.7', version: '4.1.5'});
const command = 'watch demo.MathGame primeFactors "{params,returnObj,throwExp}" -x 2 -n 100';

type Scene = Omit<StageOptions, 'columns' | 'rows' | 'language'> & {play: (stage: Stage) => Promise<unknown>};

/** Each is a screen that somebody sees on the way from the list to a hit. */
const scenes: Record<string, Scene> = {
	starting: {
		origin: {source: 'starting'},
		async play(stage) {
			await stage.until(/own|内置/u);
		},
	},
	start: {
		agents: [agentOf('web-1', {
			kind: 'host', host: 'web-1', app: 'host', ip: '127.0.0.1', version: '0.1.0',
		})],
		origin: {
			source: 'embedded', grpc: '127.0.0.1:7700', http: '127.0.0.1:8800', tunnel: '127.0.0.1:7777',
		},
		async play(stage) {
			await stage.until('attach');
		},
	},
	agents: {
		agents: prod,
		async play(stage) {
			await stage.until('order-7f3a');
			stage.press('S', 'a', 'down', 'space', 'down', 'space');
			await stage.until(text => /2 marked|已选 2/u.test(text));
		},
	},
	'server-lost': {
		agents: prod.slice(0, 5),
		async play(stage) {
			await stage.until('order-7f3a');
			stage.script.down = new ArthasError('ERR_CONNECT_REFUSED', 'connect ECONNREFUSED 10.0.0.5:8800', {retryable: true});
			stage.connection.retry();
			await stage.until(/ECONNREFUSED/u);
		},
	},
	help: {
		agents: prod,
		async play(stage) {
			await stage.until('order-7f3a');
			stage.press('?');
			await stage.until(/What can be done|此处可执行/u);
		},
	},
	palette: {
		agents: prod,
		async play(stage) {
			await stage.until('order-7f3a');
			stage.press('down', 'down', ':');
			stage.type('th');
			await stage.until('thread');
		},
	},
	session: {
		agents: [game], script: {answers: {'sc -d': recorded('sc-d'), thread: recorded('exec-thread-n-3')}},
		async play(stage) {
			await stage.until('math-7f3a');
			stage.press('enter');
			await stage.until('>');
			stage.type('thread -n 3\r');
			await stage.until(/at java|command-execute/u);
			stage.type('sc -d demo.MathGame\r');
			await stage.until('math-game.jar');
			stage.type('watch demo.MathGame pri -');
			stage.press('tab');
			await stage.until(/tab takes it|tab 采用/u);
		},
	},
	stream: {
		agents: [game],
		async play(stage) {
			await watch(stage);
			stage.press('up', 'enter');
			await stage.until('throwExp');
		},
	},
	trace: {
		agents: [game],
		async play(stage) {
			await run(stage, 'trace demo.MathGame run -n 4 --skipJDKMethod false', recorded('trace-jdk'));
			stage.press('up', 'enter', 'w');
			await stage.until('SHARE');
		},
	},
	dashboard: {
		agents: [game],
		async play(stage) {
			await stage.until('math-7f3a');
			stage.press('i');
			await feed(stage, recorded('dashboard').filter(({type}) => type === 'dashboard').slice(-1));
			await stage.until('MEMORY MiB');
		},
	},
	panes: {
		agents: [game],
		script: {answers: {jvm: recorded('jvm')}},
		async play(stage) {
			await watch(stage);
			stage.press('ctrl-w', 'v', 'enter');
			await stage.until('>');
			stage.type('jvm\r');
			await stage.until(/HotSpot|FILE-DESC/u);
		},
	},
	change: {
		agents: [game],
		async play(stage) {
			await stage.until('math-7f3a');
			stage.press('enter');
			await stage.until('>');
			stage.type('ognl \'@java.lang.System@gc()\'\r');
			await stage.until(/This changes|这会改动/u);
		},
	},
	info: {
		agents: [hosts[0]!, jvm], script: {reply: replyOf},
		async play(stage) {
			await stage.until('web-1');
			stage.press('/');
			stage.type('host\r');
			await stage.until(/1 of 2|1 . 2/u);
			stage.press('i');
			await stage.until(() => stage.script.streams?.size === 6);
			pushFacts(stage);
			await stage.until(/12\.1/u);
		},
	},
	cron: {
		agents: hosts, script: {reply: replyOf},
		async play(stage) {
			await stage.until('web-3');
			stage.press('*', 't');
			await stage.until('22:00:00');
			stage.press('down');
		},
	},
	'cron-runs': {
		agents: hosts, script: {reply: replyOf},
		async play(stage) {
			await stage.until('web-3');
			stage.press('*', 't');
			await stage.until('old-report');
			stage.press('o');
			await stage.until('upstream');
		},
	},
	'cron-edit': {
		agents: hosts, script: {reply: replyOf},
		async play(stage) {
			await stage.until('web-3');
			stage.press('*', 't');
			await stage.until('old-report');
			stage.press('down', 'e');
			await stage.until(/next field|下一项/u);
			stage.press('ctrl-u');
			stage.type('0 0/30 8-10 * * *');
			await stage.until('0/30');
			await stage.until('Asia/Shanghai');
		},
	},
	console: {
		agents: [game],
		script: {
			consoles() {
				const wire = createFakeWire();
				wire.push('[arthas@8836]$ sc demo.*\r\n\u{1B}[1;32mdemo.MathGame\u{1B}[m\r\nAffect(row-cnt:1) cost in 5 ms.\r\n[arthas@8836]$ ');
				return wire;
			},
		},
		async play(stage) {
			await stage.until('math-7f3a');
			stage.press('c');
			await stage.until('cost in 5 ms');
			stage.press('ctrl-]');
			await stage.until(/back to the prompt|返回提示符/u);
		},
	},
	log: {
		agents: [game], script: {answers: {version: [{type: 'version', version: '4.1.5'}]}},
		async play(stage) {
			await watch(stage);
			stage.press('1', 'enter');
			await stage.until('>');
			stage.type('version\r');
			await stage.until(/version +(?:look|查看)/u);
			stage.press('esc', 'esc', '@');
			await stage.until(/✓ \d+ ms +version/u);
		},
	},
	paste: {
		agents: [game],
		async play(stage) {
			await stage.until('math-7f3a');
			stage.press('enter');
			await stage.until('>');
			stage.terminal.type('\u{1B}[200~version\nthread -b\nsysprop java.version\n\u{1B}[201~');
			await stage.until(/Pasted|粘贴内容/u);
		},
	},
	jad: {
		agents: [game], script: {answers: {jad: recorded('jad')}},
		async play(stage) {
			await stage.until('math-7f3a');
			stage.press('enter');
			await stage.until('>');
			stage.type('jad demo.MathGame\r');
			await stage.until('result.add');
		},
	},
	hit: {
		agents: [game],
		async play(stage) {
			await run(stage, command, recorded('watch-item'));
			stage.press('enter', 'w');
			await stage.until('│▌watch');
		},
	},
	diff: {
		agents: [game],
		async play(stage) {
			const [first, ...others] = recorded('watch-item').filter(({type}) => type === 'watch') as [Result & {value: string}];
			const later = first.value.replace('@Status[PAID]', '@Status[NEW]').replaceAll('@Integer[5425]', '@Integer[5793]');
			await run(stage, command, [first, ...others, {...first, ts: '2026-11-21 14:11:52.557', value: later}]);
			stage.press('up', 'space', 'down', 'd');
			await stage.until('- ');
			await stage.until('NEW');
		},
	},
	'read-only': {
		agents: [game], readOnly: true,
		async play(stage) {
			await stage.until('math-7f3a');
			stage.press('enter');
			await stage.until('>');
			stage.type('watch demo.MathGame primeFactors\r');
			await stage.until(/read-only|只读模式/u);
		},
	},
	quit: {
		agents: [game],
		async play(stage) {
			await watch(stage);
			stage.press('1', 'q');
			await stage.until(/Before you leave|离开之前/u);
		},
	},
};

async function watch(stage: Stage): Promise<void> {
	await run(stage, command, recorded('exec-watch'));
}

async function run(stage: Stage, line: string, results: ReturnType<typeof recorded>): Promise<void> {
	await stage.until('math-7f3a');
	stage.press(':');
	stage.type(`${line}\r`);
	await feed(stage, results);
}

/** Feeds the newest stream when it runs. */
async function feed(stage: Stage, results: ReturnType<typeof recorded>): Promise<void> {
	await stage.until(() => (stage.script.streams?.size ?? 0) > 0);
	[...stage.script.streams?.values() ?? []].at(-1)?.push(...results);
	await stage.until(/[1-9]\d* (?:hits?|条)|MEMORY/u);
}

describe('screens', () => {
	beforeEach(() => {
		vi.useFakeTimers({toFake: ['Date'], now});
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	const sizes = [[80, 24], [120, 40], [200, 50]] as const;
	it.each(Object.entries(scenes).flatMap(([name, scene]) => sizes.flatMap(([columns, rows]) => (['en', 'zh'] as const).map(language => ({
		name: `${name}-${columns}x${rows}-${language}`, scene, columns, rows, language,
	})))))('$name', async ({name, scene: {play, ...given}, columns, rows, language}) => {
		await using stage = await openStage({
			...given, script: {...given.script}, columns, rows, language,
		});
		await play(stage);
		// One more paint from nothing: what is on the screen must not depend on the way to it.
		const {length} = stage.terminal.written();
		stage.screen.program.screen.redraw();
		await stage.until(() => stage.terminal.written().length > length + 100);
		await stage.settled();
		await expect(`${stage.text()}\n`).toMatchFileSnapshot(`golden/${name}.txt`);
	});
});
