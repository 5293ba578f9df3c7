import type {Asked} from '../../actions/live/host/ask-agent.js';
import {isJsonObject} from '../../core/protocol/is-json-object.js';
import type {Json, JsonObject} from '../../core/protocol/result.js';
import {outputBlock} from '../../views/build-block.js';
import {layout, type Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {texts, type Say} from '../../words/index.js';
import type {JobGroup} from '../../workspace/cron.js';
import type {Glyphs} from '../glyphs.js';
import {countdownText} from './countdown.js';
import {languageOf, noNextText, whenText} from './job-columns.js';
import {timeText} from './time-text.js';

type Ink = {say: Say; glyphs: Glyphs; now: number; width: number};

/** A job and its last runs on all hosts with what they put out, the newest first. */
export function historyRows(group: JobGroup, history: ReadonlyMap<string, Asked>, ink: Ink): Row[] {
	const {say} = ink;
	const runs = group.members.flatMap(({ref, host}) => runsOf(history.get(ref)?.data).map(run => ({host, run}))).sort((one, other) => (dueOf(other.run) - dueOf(one.run)));
	const silent = group.members.flatMap(({ref, host}): Row[] => {
		const asked = history.get(ref);
		return asked?.problem === undefined ? [] : [[{text: safeText(say(texts.cron.hostSilent, {host, why: asked.problem})), style: 'warn'}]];
	});
	const isAsked = group.members.some(({ref}) => !history.has(ref)) && group.usual.source === 'agent';
	return [
		...factRows(group, ink),
		[],
		[{text: say(texts.cron.history), style: 'header'}],
		...silent,
		...runs.flatMap(({host, run}) => runRows(group.members.length > 1 ? host : '', run, ink)),
		...runs.length > 0 || silent.length > 0 ? [] : [[{text: say(isAsked ? texts.cron.asked : texts.cron.noRuns), style: 'dim' as const}]],
	];
}

function factRows({usual, next, members}: JobGroup, {say, now, width, glyphs}: Ink): Row[] {
	const language = languageOf(say);
	const when = usual.enabled && next !== null ? countdownText(next, now, say) : noNextText(usual, say);
	const facts: Array<[string, string]> = [
		[say(texts.cron.cron), `${usual.cron}   ${whenText(usual.cron, language)}`],
		[say(texts.cron.next).toLowerCase(), next === null || !usual.enabled ? when : `${timeText(next, now)}   ${when}`],
		[say(texts.cron.cmd), usual.cmd],
		[say(texts.cron.fieldUser), [usual.user ?? glyphs.none, usual.group].filter(part => part !== null).join(':')],
		[say(texts.cron.hosts).toLowerCase(), members.map(({host}) => host).join(' ')],
		...usual.isReadonly ? [[say(texts.cron.from).toLowerCase(), say(texts.cron.readonly, {source: usual.source})] as [string, string]] : [],
	];
	return layout([{kind: 'list', items: facts.map(([key, value]) => ({key, value: [[{text: value}]]}))}], width);
}

function runRows(host: string, run: JsonObject, {say, glyphs, now, width}: Ink): Row[] {
	const {state, trigger, start, end, count} = run;
	const outcome = isJsonObject(run['outcome']) ? run['outcome'] : {};
	const isWell = outcome['resp'] === 'success';
	const took = typeof start === 'number' && typeof end === 'number' ? `${(end - start).toFixed(1)} s` : '';
	const word = wordOf(state, outcome, {count: Number(count ?? 0), isWell}, say);
	const outputs = [outcome['data'], outcome['stderr']].filter(text => typeof text === 'string' && text !== '') as string[];
	return [
		[
			{text: timeText(dueOf(run) * 1000, now), style: 'title'},
			{text: host === '' ? '  ' : `  ${safeText(host)}  `},
			{text: isWell ? `${glyphs.ok} ` : (state === 'running' ? `${glyphs.up} ` : `${glyphs.failed} `), style: isWell ? 'ok' : (state === 'running' ? 'accent' : 'bad')},
			{text: safeText(word), style: isWell || state === 'running' ? undefined : 'bad'},
			{text: `  ${took}`, style: 'dim'},
			{text: trigger === 'hand' ? `  ${say(texts.cron.byHand)}` : '', style: 'dim'},
		],
		...outputs.flatMap(text => layout([outputBlock(text)], width - 4).map((row): Row => [{text: '    '}, ...row])),
		...state === 'ended' && outputs.length === 0 ? [[{text: `    ${say(texts.cron.noOutput)}`, style: 'dim' as const}]] : [],
	];
}

function wordOf(state: Json | undefined, {message, exitcode}: JsonObject, {count, isWell}: {count: number; isWell: boolean}, say: Say): string {
	switch (state) {
		case 'running': {
			return say(texts.cron.stateRunning);
		}

		case 'skipped': {
			return say(texts.cron.stateSkipped);
		}

		case 'missed': {
			return say(texts.cron.stateMissed, {count});
		}

		case 'lost': {
			return say(texts.cron.stateLost);
		}

		default: {
			if (isWell) {
				return say(texts.cron.ok);
			}

			return typeof exitcode === 'number' ? `exit ${exitcode}` : wordsOf(message);
		}
	}
}

function runsOf(data: Json | undefined): JsonObject[] {
	return Array.isArray(data) ? data.filter(run => isJsonObject(run)) : [];
}

function dueOf({due}: JsonObject): number {
	return typeof due === 'number' ? due : 0;
}

function wordsOf(message: Json | undefined): string {
	return typeof message === 'string' ? message : '?';
}
