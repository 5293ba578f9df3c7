import type {Result} from '../../protocol/result.js';
import type {TextReader} from './reader.js';
import {beginsDashboard, dashboardOf, isBegunDashboard} from './shapes/dashboard.js';
import {enhancerOf} from './shapes/enhancer.js';
import {isBegunWatch, watchHitOf} from './shapes/watch.js';
import {textResult} from './text-result.js';

/** How each hit of a stream begins: watch; trace; stack and tt; monitor. */
const heads = /^(?:method=\S+ location=At|`---ts=\d{4}-|ts=\d{4}-[^;]*;thread_name=)/u;
/** What a stream says about itself, which is no hit. */
const frame = /^(?:Press Q or Ctrl\+C to abort\.|Command execution times exceed limit: \d+.*|Process ends after \d+ time\(s\)\.)$/u;

/** What threads of the application print while their command ends comes before its prompt and behind it. */
const latePrompt = /^\[arthas@\d+\]\$ |\[arthas@\d+\]\$ ?$/u;

/** One result for each hit, known to be whole when the next one begins, at the end, or after a pause. */
export function createHitReader(): TextReader {
	let lines: string[] = [];
	const flush = (): Result[] => {
		const taken = withoutBlankEnds(lines);
		lines = [];
		return taken.length === 0 ? [] : [watchHitOf(taken) ?? dashboardOf(taken) ?? textResult(taken)];
	};

	return {
		line(raw) {
			const line = raw.replace(latePrompt, '');
			if (frame.test(line)) {
				return [];
			}

			// Threads that hit at once print before the agent has said that it watches, and into each other's hits (4.1.5).
			const enhancer = enhancerOf(line);
			if (enhancer) {
				return [...(watchHitOf(lines) ? flush() : []), enhancer];
			}

			const before = heads.test(line) || beginsDashboard(line) ? flush() : [];
			lines.push(line);
			return before;
		},
		pause: () => isBegunWatch(lines) || isBegunDashboard(lines) ? [] : flush(),
		end: flush,
	};
}

function withoutBlankEnds(lines: readonly string[]): readonly string[] {
	const from = lines.findIndex(line => line !== '');
	const to = lines.findLastIndex(line => line !== '');
	return from === -1 ? [] : lines.slice(from, to + 1);
}
