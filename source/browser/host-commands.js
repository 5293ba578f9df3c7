// A host has no terminal that could be passed through: its agent takes a command a line, and these are typed here.
import {createLineEditor} from './line-editor.js';

const greeting = [
	'A host agent has no terminal of its own. It takes one command a line, and answers each:',
	'  help                    what it knows',
	'  getinfo.load            how the host is doing; many more begin with getinfo.',
	'  sync.bash uname -a      a command line of its shell, where its policy allows that',
	'',
];

/** What the terminal of the page is for a host; `take` is what is typed, `close` leaves what runs. */
export function openHost(terminal, id) {
	const left = new AbortController();
	const address = `/agent/${encodeURIComponent(id)}`;
	let [session, isInterrupted] = ['', false];
	const print = text => {
		if (text === '') {
			return;
		}

		terminal.write(text.split(/\r?\n/u).map(line => shown(line)).join('\r\n') + '\r\n');
	};

	const editor = createLineEditor(terminal, {
		prompt: 'host> ',
		async onLine(line) {
			if (line.trim() !== '') {
				await run(line);
			}

			if (!left.signal.aborted) {
				editor.open();
			}
		},
		onInterrupt() {
			isInterrupted = true;
			interrupt();
		},
	});

	/** What the first answer names can be interrupted, and not before. */
	const interrupt = async () => {
		if (isInterrupted && session) {
			isInterrupted = false;
			try {
				await fetch(`${address}/interrupt_job/${session}`, {method: 'POST'});
			} catch (error) {
				print(error.message);
			}
		}
	};

	const run = async commandLine => {
		[session, isInterrupted] = ['', false];
		const hints = [];
		try {
			for await (const answer of answers(`${address}/sse_async_exec`, commandLine, left.signal)) {
				session = answer.sessionId;
				interrupt();
				const results = JSON.parse(answer.executeResult?.resultsJson ?? '[]');
				hints.push(...results.flatMap(({hint}) => typeof hint === 'string' ? [hint] : []));
				for (const text of [...results.flatMap(result => wordsOf(result)), answer.message ?? '']) {
					print(text);
				}
			}

			print(hints.join('\n'));
		} catch (error) {
			if (!left.signal.aborted) {
				print(error.message);
			}
		}
	};

	terminal.write(greeting.join('\r\n'));
	editor.open();
	return {take: editor.take, close: () => left.abort()};
}

/** What is said is shown and never obeyed: it could paint over what stands there, or have the terminal answer it at the prompt. */
function shown(line) {
	// eslint-disable-next-line no-control-regex
	return line.replaceAll(/[\u0000-\u0008\u000A-\u001F\u007F-\u009F]/gu, letter => letter < ' ' ? String.fromCodePoint(0x24_00 + letter.codePointAt(0)) : '\uFFFD');
}

/** All that an agent answers to a command, as it comes. */
async function * answers(url, commandLine, signal) {
	const response = await fetch(url, {method: 'POST', signal, body: JSON.stringify({action: 'ASYNC_EXECUTE', executeParams: {commandLine, resultFormat: 'JSON'}})});
	if (!response.ok) {
		const {message, error} = await response.json();
		throw new Error(message || error);
	}

	let rest = '';
	for await (const text of piecesOf(response.body.pipeThrough(new TextDecoderStream()))) {
		const events = (rest + text).split('\n\n');
		rest = events.pop();
		yield * events.filter(event => event.startsWith('data:')).map(event => JSON.parse(event.slice(5)));
	}
}

/** Not every browser goes through a stream by itself. */
async function * piecesOf(stream) {
	const reader = stream.getReader();
	for (let {done, value} = await reader.read(); !done; {done, value} = await reader.read()) {
		yield value;
	}
}

/** The status of what was ended by somebody's wish. */
const interrupted = -10;
const silent = new Set(['command', 'input_status']);

/** Outputs as texts, everything else as JSON; a command that went well needs no word about that, one that failed has it at its end. */
function wordsOf({type, jobId, ...result}) {
	if (type === 'status') {
		return result.statusCode === 0 ? [] : [`${result.message || (result.statusCode === interrupted ? 'interrupted' : 'it failed')} (${result.statusCode})`];
	}

	if (type === 'help' && Array.isArray(result.commands)) {
		const {commands} = result;
		return commands.map(({name, usage, summary}) => `${(commands.length === 1 ? usage : name).padEnd(22)}  ${summary}`);
	}

	const {data, stderr, resp} = result;
	if (typeof stderr === 'string' || resp === 'failed') {
		return [data, stderr].filter(text => typeof text === 'string').map(text => text.replace(/\n$/u, ''));
	}

	return silent.has(type) ? [] : [JSON.stringify(result, null, 2)];
}
