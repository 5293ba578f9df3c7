import {loadavg} from 'node:os';
import process from 'node:process';

export type Figure = {
	figure: string;
	value: number;
	unit: string;
	/** The bound that the value has to keep; a figure without one is only told. */
	atMost?: number;
	atLeast?: number;
	/** A second condition, where the value alone does not say that all is well. */
	isWell?: boolean;
	[detail: string]: unknown;
};

/** Prints a figure as one JSON line. A missed one makes the exit code 1. */
export function printFigure({figure, value, unit, atMost, atLeast, isWell = true, ...details}: Figure): void {
	const ok = isWell && (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
	const target = [...(atMost === undefined ? [] : [`<= ${atMost}`]), ...(atLeast === undefined ? [] : [`>= ${atLeast}`])].join(', ');
	if (!ok) {
		process.exitCode = 1;
	}

	process.stdout.write(`${JSON.stringify({
		figure, value: round(value), unit, target, ok, node: process.version, load: round(loadavg()[0] ?? 0), ...rounded(details),
	})}\n`);
}

function rounded(value: unknown): object {
	return JSON.parse(JSON.stringify(value, (_key, member: unknown) => typeof member === 'number' ? round(member) : member)) as object;
}

/** Four digits are more than a machine with other work can tell. */
function round(value: number): number {
	return Number.isInteger(value) ? value : Number(value.toPrecision(4));
}
