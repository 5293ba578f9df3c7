import {isJsonObject} from '../../../core/protocol/is-json-object.js';
import type {Json, JsonObject} from '../../../core/protocol/result.js';
import type {HostPartName} from './host-parts.js';

/** The last values of what is measured again and again, by name, the newest last. */
export type Courses = ReadonlyMap<string, readonly number[]>;

/** Ten minutes of samples 5 s apart; no pane has more cells for them than that. */
const longest = 120;
/** Names come from agents. */
const mostCourses = 200;

/** The courses with what an answer adds to them. */
export function withSample(courses: Courses, name: HostPartName, data: JsonObject): Courses {
	const next = new Map(courses);
	for (const [key, value] of samplesOf(name, data)) {
		if (next.has(key) || next.size < mostCourses) {
			next.set(key, [...(next.get(key) ?? []).slice(1 - longest), value]);
		}
	}

	return next;
}

function samplesOf(name: HostPartName, data: JsonObject): Array<[key: string, value: number]> {
	switch (name) {
		case 'cpu':
		case 'memory': {
			return numbers([[name, data['usedPercent']]]);
		}

		case 'load': {
			return numbers([['load', data['load1']]]);
		}

		case 'network': {
			return objects(data['interfaces']).flatMap(each => numbers([[`rx ${nameOf(each)}`, each['rxBytesPerSecond']], [`tx ${nameOf(each)}`, each['txBytesPerSecond']]]));
		}

		case 'disks': {
			return objects(data['disks']).flatMap(each => numbers([[`busy ${nameOf(each)}`, each['busyPercent']]]));
		}

		default: {
			return [];
		}
	}
}

function nameOf({name}: JsonObject): string {
	return typeof name === 'string' ? name : '';
}

function numbers(pairs: ReadonlyArray<[string, Json | undefined]>): Array<[string, number]> {
	return pairs.filter((pair): pair is [string, number] => typeof pair[1] === 'number');
}

function objects(value: Json | undefined): JsonObject[] {
	return Array.isArray(value) ? value.filter(item => isJsonObject(item)) : [];
}
