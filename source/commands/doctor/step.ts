import {explain} from '../../core/explain.js';

export type Level = 'ok' | 'warn' | 'fail';

/** One thing that was looked at. */
export type Step = {
	step: string;
	level: Level;
	detail: string;
	/** How long it took, where that says something. */
	ms: number | null;
	/** What to do about it, where it isn't well. */
	todo?: string | undefined;
};

export function passed(step: string, detail: string, ms: number | null = null): Step {
	return {
		step, level: 'ok', detail, ms: ms === null ? null : Math.round(ms * 10) / 10,
	};
}

export function warned(step: string, detail: string, todo: string): Step {
	return {
		step, level: 'warn', detail, ms: null, todo,
	};
}

export function failed(step: string, detail: string, todo: string): Step {
	return {
		step, level: 'fail', detail, ms: null, todo,
	};
}

/** What went wrong, in the words in which every command tells it; advice to ask the doctor is left to the others. */
export function failedBy(step: string, error: unknown, otherAdvice = 'look at what listens there, and at what lies in between'): Step {
	const {what, todo} = explain(error);
	return failed(step, what, todo.includes('arthas-tui doctor') ? otherAdvice : todo);
}
