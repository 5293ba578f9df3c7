import type {ActionContext} from '../context.js';

/** A command that was sent can be found again wherever commands are typed; one that is sent again is kept once. */
export function keepInHistory({history, now}: Pick<ActionContext, 'history' | 'now'>, agent: string, line: string): void {
	if (history.lines().at(-1)?.line !== line) {
		history.add({time: now(), agent, line});
	}
}
