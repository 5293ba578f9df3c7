import {isJsonObject} from '../is-json-object.js';
import type {Json, Result} from '../result.js';

export type LodaMetric = {name: string; tags: Record<string, string>; value: number | string; unit: string};

/** The figures in a result of `traffic`, by interface; the agent measures them every 10 s and gives them no time. */
export function readTraffic({traffic}: Result): LodaMetric[] {
	const metrics = Array.isArray(traffic) ? traffic.filter(metric => isJsonObject(metric)) : [];
	return metrics.map(({name, tags, value}) => ({
		name: textOf(name), tags: tagsOf(tags), value: typeof value === 'number' ? value : textOf(value), unit: unitOf(textOf(name)),
	})).sort((a, b) => compare(Object.values(a.tags).join(' '), Object.values(b.tags).join(' ')) || compare(a.name, b.name));
}

const units: Readonly<Record<string, string>> = {
	'net.in': 'bit/s', 'net.out': 'bit/s', 'net.in.dropped': '1/s', 'net.out.dropped': '1/s', 'net.speed': 'Mbit/s', 'net.in.percent': '%', 'net.out.percent': '%',
};

function unitOf(name: string): string {
	return Object.hasOwn(units, name) ? units[name] ?? '' : '';
}

function tagsOf(tags: Json | undefined): Record<string, string> {
	return isJsonObject(tags) ? Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, textOf(value)])) : {};
}

function textOf(value: Json | undefined): string {
	return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
