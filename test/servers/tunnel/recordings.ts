import {fixture} from '../simulation/fixture.js';

/** One frame of terminal output and the ms between the command and it. */
export type TimedFrame = {t: number; data: string};

export type Recording = {
	/** What was typed, without its Enter. */
	line: string;
	/** All that came after the echo of the line, up to and with the next prompt. */
	frames: TimedFrame[];
};

type Event = {t: number; dir: 'in' | 'out'; type: string; data: string};

/** The first command of a recorded console and what it wrote. */
export function recording(name: string): Recording {
	const events = eventsOf(name);
	const at = events.findIndex(({dir, type}) => dir === 'out' && type === 'text');
	const asked = events[at]!;
	const {data} = JSON.parse(asked.data) as {data: string};
	const line = data.replace(/\r$/u, '');
	const frames: TimedFrame[] = [];
	let echoed = '';
	for (const {dir, type, t, data: text} of events.slice(at + 1)) {
		if (dir === 'out') {
			break;
		}

		if (type !== 'text') {
			continue;
		}

		if (echoed.endsWith('\r\n')) {
			frames.push({t: t - asked.t, data: text});
		} else {
			echoed += text;
		}
	}

	return {line, frames};
}

/** The frames of the banner, as they came after the upgrade, without the prompt. */
export function recordedBanner(): TimedFrame[] {
	const events = eventsOf('console-open');
	return events.filter(({type}) => type === 'text').slice(0, -1).map(({t, data}) => ({t: t - events[0]!.t, data}));
}

function eventsOf(name: string): Event[] {
	return fixture(`tunnel-server/${name}.jsonl`).trim().split('\n').map(line => JSON.parse(line) as Event);
}

/** Head and body of a recorded answer of the server's HTTP side. */
export function recordedAnswer(name: string): {status: number; headers: Record<string, string>; body: string} {
	const text = fixture(`tunnel-server/http-${name}.txt`).replaceAll('\r\n', '\n');
	const end = text.indexOf('\n\n');
	const [first = '', ...lines] = text.slice(0, end).split('\n');
	const headers = Object.fromEntries(lines.map(line => {
		const colon = line.indexOf(':');
		return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
	}));
	// How the recorded body was cut up and how long it was is the business of the server that plays it back.
	delete headers['transfer-encoding'];
	delete headers['content-length'];
	delete headers['connection'];
	return {status: Number(first.split(' ')[1]), headers, body: text.slice(end + 2)};
}
