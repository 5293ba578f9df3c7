import type {Output} from './streams.js';

export type TerminalSize = {columns: number; rows: number};

/** A window that is dragged tells a new size all the time: the last one counts, after so many ms. */
const pause = 50;

/** Terminals without a size, as behind some pipes, have that of the environment, or the usual one. */
export function sizeOf({columns, rows}: Output, env: NodeJS.ProcessEnv): TerminalSize {
	return {columns: usable(columns) ?? usable(env['COLUMNS']) ?? 80, rows: usable(rows) ?? usable(env['LINES']) ?? 24};
}

/** The function that comes back stops watching. */
export function watchSize(stdout: Output, onResize: () => void): () => void {
	let timer: NodeJS.Timeout | undefined;
	const changed = () => {
		clearTimeout(timer);
		timer = setTimeout(onResize, pause);
	};

	stdout.on('resize', changed);
	return () => {
		clearTimeout(timer);
		stdout.off('resize', changed);
	};
}

function usable(value: number | string | undefined): number | undefined {
	const number = Number(value);
	return Number.isInteger(number) && number > 0 ? number : undefined;
}
