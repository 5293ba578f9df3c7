import {setTimeout as delay} from 'node:timers/promises';
import {ArthasError} from '../core/error.js';
import {readTraffic} from '../core/protocol/loda.js';
import {isUtf8} from '../ui/terminal/device/is-utf8.js';
import {asciiGlyphs, unicodeGlyphs} from '../ui/glyphs.js';
import {metricsView, type MetricRow} from '../views/metrics.js';
import type {Command, CommandContext} from './context.js';
import {withHosts, type Hosts} from './cron/hosts.js';
import {jsonLine, jsonText} from './json-text.js';
import {createCourses} from './metrics/courses.js';
import {post} from './metrics/post.js';
import {printBlocks} from './print-blocks.js';

/** `metrics`: what monitoring agents measure of their network, once or with `--every` again and again; `metrics post` sends figures. */
export const metrics: Command = async context => {
	const {flags: {every}, input: [word, ...words]} = context;
	if (word === 'post') {
		return post(context, words);
	}

	if (word !== undefined) {
		throw new ArthasError('ERR_USAGE', `metrics has no action “${word.slice(0, 40)}”`, {hint: 'arthas-tui metrics, or metrics post NAMESPACE NAME=VALUE'});
	}

	const everyMs = every === undefined ? undefined : readEvery(every);
	return withHosts(context, {all: true, kind: 'monitor'}, async hosts => everyMs === undefined ? once(context, hosts) : again(context, hosts, everyMs));
};

function readEvery(seconds: string): number {
	const ms = Number(seconds) * 1000;
	if (!/^\d+(?:\.\d+)?$/u.test(seconds) || ms < 1000 || ms > 86_400_000) {
		throw new ArthasError('ERR_USAGE', `--every takes seconds from 1 to 86400, not “${seconds.slice(0, 40)}”`, {hint: 'an agent measures every 10 seconds'});
	}

	return ms;
}

async function ask({agents, ask: asked}: Hosts): Promise<MetricRow[]> {
	return (await asked(agents.map(agent => ({agent, line: 'traffic'})))).flatMap(({label, result}) => readTraffic(result).map(metric => ({agent: label, ...metric})));
}

async function once(context: CommandContext, hosts: Hosts): Promise<void> {
	const found = await ask(hosts);
	if (context.flags.json) {
		context.out(jsonText(found));
	} else {
		printBlocks(context, [metricsView(found)]);
	}
}

async function again(context: CommandContext, hosts: Hosts, everyMs: number): Promise<void> {
	const {flags, interrupted, env} = context;
	const courses = createCourses(isUtf8(env) ? unicodeGlyphs : asciiGlyphs);
	while (!interrupted.aborted) {
		const found = await ask(hosts);
		if (flags.json) {
			context.out(jsonLine({time: new Date().toISOString(), metrics: found}));
		} else if (!interrupted.aborted) {
			printBlocks(context, [metricsView(courses.add(found))]);
		}

		try {
			await delay(everyMs, undefined, {signal: interrupted});
		} catch {
			return;
		}
	}
}
