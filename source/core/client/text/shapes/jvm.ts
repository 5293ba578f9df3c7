import type {Json, JsonObject, Result} from '../../../protocol/result.js';

type Entry = {name: string; desc?: string; values: string[]};
type Section = {name: string; entries: Entry[]};

/** A line as wide as the terminal may be one that was broken. */
const widest = 998;
const listed = new Set(['INPUT-ARGUMENTS']);
const numberNames = new Set(['TOTAL-COMPILE-TIME', 'PENDING-FINALIZE-COUNT', 'PROCESSORS-COUNT', 'LOAD-AVERAGE']);
const numberSections = new Set(['CLASS-LOADING', 'THREAD', 'FILE-DESCRIPTOR']);
const beanNames: Record<string, string> = {'HEAP-MEMORY-USAGE': 'heap', 'NO-HEAP-MEMORY-USAGE': 'nonheap'};

/** The table of `jvm`. */
export function readJvm(lines: readonly string[]): Result[] | undefined {
	const sections = lines.some(line => line.length >= widest && !/^-+$/u.test(line)) ? undefined : sectionsOf(lines);
	if (!sections || sections.length === 0) {
		return undefined;
	}

	const info: JsonObject = {};
	for (const {name, entries} of sections) {
		const read = entries.map(entry => entryOf(name, entry));
		if (!read.every(entry => entry !== undefined)) {
			return undefined;
		}

		info[name] = read;
	}

	return [{type: 'jvm', jvmInfo: info}];
}

function sectionsOf(lines: readonly string[]): Section[] | undefined {
	const sections: Section[] = [];
	for (const [index, line] of lines.entries()) {
		const section = sections.at(-1);
		if (/^-+$/u.test(lines[index + 1] ?? '') && /^ [A-Z-]+$/u.test(line)) {
			sections.push({name: line.trim(), entries: []});
		} else if (line !== '' && !/^-+$/u.test(line) && !(section && takeRow(section, line))) {
			return undefined;
		}
	}

	return sections;
}

/** A name with a value, a value more, or a description, each of which may have a value beside it. */
function takeRow({entries}: Section, line: string): boolean {
	const {name, value} = /^ (?<name>\S+(?: \S+)*)?(?: {2,}(?<value>\S.*))?$/u.exec(line)?.groups ?? {};
	const entry = entries.at(-1);
	const desc = /^\[(?<desc>.*)\]$/u.exec(name ?? '')?.groups?.['desc'];
	if (name !== undefined && desc === undefined) {
		entries.push({name, values: value === undefined ? [] : [value]});
		return true;
	}

	if (!entry) {
		return false;
	}

	if (desc !== undefined) {
		entry.desc = desc;
	}

	if (value !== undefined) {
		entry.values.push(value);
	}

	return true;
}

function entryOf(section: string, {name, desc, values}: Entry): JsonObject | undefined {
	const value = valueOf(section, name, values);
	return value === undefined ? undefined : {name, ...(desc !== undefined && {desc}), value};
}

function valueOf(section: string, name: string, values: readonly string[]): Json | undefined {
	const [first = ''] = values;
	if (section === 'MEMORY-MANAGERS' || listed.has(name)) {
		return [...values];
	}

	if (section === 'GARBAGE-COLLECTORS' || Object.hasOwn(beanNames, name)) {
		return beanOf(values, beanNames[name]);
	}

	// A second line of a single value: it was broken, and nobody can say where.
	if (values.length > 1) {
		return undefined;
	}

	if (name === 'IS-VERBOSE') {
		return first === 'true';
	}

	const isNumber = numberNames.has(name) || numberSections.has(section);
	return isNumber ? numberOf(first) : first;
}

/** `used : 14101696(13.4 MiB)` and the like. */
function beanOf(lines: readonly string[], name: string | undefined): JsonObject | undefined {
	const bean: JsonObject = name === undefined ? {} : {name};
	for (const line of lines) {
		const {key, value = ''} = /^(?<key>\w+) : (?<value>.*)$/u.exec(line)?.groups ?? {};
		const read = key === 'name' ? value : numberOf(value.replace(/\(.*\)$/u, ''));
		if (key === undefined || read === undefined) {
			return undefined;
		}

		bean[key] = read;
	}

	return bean;
}

function numberOf(text: string): number | undefined {
	return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
}
