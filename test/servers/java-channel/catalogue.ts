import type {CommandContext, StreamType} from '../simulation/command.js';
import {fixture, recordedChannelResults, recordedChannelScript} from '../simulation/fixture.js';
import {eventMembers, type NumberedEvent} from '../simulation/events.js';
import {sorted} from '../simulation/json-text.js';
import type {Flavour} from '../simulation/job.js';

/** The pid of the recorded agent. */
export const pid = 12_198;

/** Arthas 3.5.6 as the channel shows it: recorded answers, and streams in the shape of recorded events. */
export function flavourOf({agentId, jdk16}: {agentId: string; jdk16: boolean}): Flavour {
	return {
		script(line, name) {
			if (jdk16 && /^(?:thread (?:-n|\d)|vmoption|stack )/.test(line)) {
				return {unserialisable: true};
			}

			if (line === 'session') {
				return {results: context => [sessionResult(agentId, context)]};
			}

			const file = recordings[line] ?? (isStream(name) ? undefined : recordings[name] ?? relatives[name]);
			return file === undefined ? undefined : recordedChannelScript(file);
		},
		event,
	};
}

/** The frames of the recorded banner up to the prompt. */
export function bannerFrames(): string[] {
	const {frames} = JSON.parse(fixture('channel-server/ws-console-session.json')) as {frames: Array<{dir?: string; text?: string}>};
	const texts = frames.filter(({dir}) => dir === 'server->client').map(({text = ''}) => text);
	return texts.slice(0, texts.findIndex(text => text.startsWith('[arthas@')));
}

const recordings: Readonly<Record<string, string>> = {
	version: 'exec-version',
	'jad no.such.Clazz': 'exec-failing-command',
	'thread -n 2': 'result-thread-n2',
	thread: 'result-thread-all',
	'thread 1': 'result-thread-1',
	'thread -b': 'result-thread-b',
	jvm: 'result-jvm',
	memory: 'result-memory',
	'vmoption PrintGC': 'result-vmoption',
	'sc demo.*': 'result-sc',
	'dashboard -n 1': 'result-dashboard',
};

/** A known command with arguments that were not recorded answers like its nearest recorded relative. */
const relatives: Readonly<Record<string, string>> = {
	jad: 'exec-failing-command',
	vmoption: 'result-vmoption',
	sc: 'result-sc',
};

function isStream(name: string): boolean {
	return ['watch', 'trace', 'stack', 'monitor', 'tt', 'dashboard'].includes(name);
}

function sessionResult(agentId: string, {sessionId}: CommandContext): string {
	return sorted({
		agentId, channelServer: '127.0.0.1:7700', javaPid: pid, jobId: 0, sessionId, tunnelConnected: false, type: 'session',
	});
}

function event({type, className, methodName}: {type: StreamType; className: string; methodName: string}, count: number): string {
	const numbered = {
		className, methodName, count, ts: localTime(),
	};
	if (type === 'dashboard') {
		return recordedChannelResults('result-dashboard')[0] ?? '';
	}

	return sorted({jobId: 0, type, ...(type === 'watch' ? watchMembers(numbered) : eventMembers[type](numbered))});
}

/** Values of 3.5.6 are trees. */
function watchMembers({className, methodName, count, ts}: NumberedEvent) {
	return {
		accessPoint: 'AtExit', className, cost: 0.510_713, expand: 1, methodName, sizeLimit: 500, ts, value: {type: 'java.lang.Integer', value: count},
	};
}

function localTime(): string {
	return new Date().toISOString().slice(0, 19).replace('T', ' ');
}
