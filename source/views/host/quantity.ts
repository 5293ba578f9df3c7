import type {Json} from '../../core/protocol/result.js';
import {isNumeric, jsonText} from '../json-text.js';

/** What a host's answers measure, by how the names of their members end. */
export type Measure = 'bytes' | 'bytes/s' | 'percent' | 'ms' | 'time' | 'rate' | 'none';

const endings: ReadonlyArray<[ending: RegExp, measure: Measure]> = [
	[/BytesPerSecond$/, 'bytes/s'],
	[/PerSecond$/, 'rate'],
	[/Bytes$/, 'bytes'],
	[/Percent$/, 'percent'],
	[/(?:^at|^now|At)Ms$/, 'time'],
	[/Ms$/, 'ms'],
];

/** Members of the first agents, which told times in seconds without saying so. */
const seconds = new Set(['ts', 'last_change', 'expires', 'last_login']);

export function measureOf(name: string): Measure {
	return seconds.has(name) ? 'time' : endings.find(([ending]) => ending.test(name))?.[1] ?? 'none';
}

/** Names that are nothing but their units. */
const spoken: Record<string, string> = {ts: 'as of', nowMs: 'now', atMs: 'at'};

/** A name without what it measures, as words: `rxBytesPerSecond` is `rx`, `isReadOnly` is `read only`. */
export function wordsOf(name: string): string {
	if (Object.hasOwn(spoken, name)) {
		return spoken[name] ?? name;
	}

	const bare = endings.find(([ending]) => ending.test(name))?.[0];
	const words = (bare === undefined ? name : name.replace(bare, '')).replace(/^is(?=[A-Z])/, '');
	// A name that is nothing but its unit stays.
	return (words === '' ? name : words).replaceAll(/(?<=[a-z\d])(?=[A-Z])|_/g, ' ').toLowerCase();
}

/** A value with its unit, as a person says it. */
export function quantityText(name: string, value: Json): string {
	if (typeof value === 'boolean') {
		return value ? 'yes' : 'no';
	}

	if (!isNumeric(value)) {
		return value === null ? '–' : jsonText(value);
	}

	const number = Number(value);
	switch (measureOf(name)) {
		case 'bytes': {
			return sizeText(number);
		}

		case 'bytes/s': {
			return `${sizeText(number)}/s`;
		}

		case 'percent': {
			return `${number.toFixed(1)} %`;
		}

		case 'ms': {
			return durationText(number);
		}

		case 'time': {
			return timeText(name, number);
		}

		case 'rate': {
			return `${jsonText(value)} /s`;
		}

		default: {
			return jsonText(value);
		}
	}
}

export const sizes: ReadonlyArray<[bytes: number, unit: string]> = [[2 ** 40, 'TiB'], [2 ** 30, 'GiB'], [2 ** 20, 'MiB'], [2 ** 10, 'KiB']];

/** `46.1 MiB`. */
export function sizeText(bytes: number): string {
	const [size, unit] = sizes.find(([size]) => Math.abs(bytes) >= size) ?? [1, 'B'];
	return `${size === 1 ? bytes : (bytes / size).toFixed(1)} ${unit}`;
}

/** Two units are enough to know how long it was. */
function durationText(ms: number): string {
	if (Math.abs(ms) < 1000) {
		return `${ms} ms`;
	}

	const total = Math.round(ms / 1000);
	if (total < 60) {
		return `${(ms / 1000).toFixed(1)} s`;
	}

	const parts: Array<[number, string]> = [[Math.floor(total / 86_400), 'd'], [Math.floor(total / 3600) % 24, 'h'], [Math.floor(total / 60) % 60, 'min'], [total % 60, 's']];
	const first = parts.findIndex(([count]) => count > 0);
	return parts.slice(first, first + 2).filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`).join(' ');
}

/** In UTC, because hosts of several zones stand beside each other. */
export function timeText(name: string, number: number): string {
	const date = new Date(seconds.has(name) ? number * 1000 : number);
	return Number.isNaN(date.getTime()) ? String(number) : `${date.toISOString().slice(0, 19).replace('T', ' ')} Z`;
}
