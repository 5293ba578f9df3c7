import type {JsonObject, Result} from '../../../protocol/result.js';
import {splitRowAffect} from './row-affect.js';

/** `sc PATTERN` and `sc -d PATTERN`, also with a regular expression; fields and other options are text. */
export function readSc(lines: readonly string[], words: readonly string[]): Result[] | undefined {
	const options = words.filter(word => word.startsWith('-') && word !== '-E' && word !== '--regex');
	const split = splitRowAffect(lines);
	if (!split) {
		return undefined;
	}

	if (options.length === 0) {
		return readNames(split);
	}

	return options.every(option => option === '-d' || option === '--details') ? readDetails(split) : undefined;
}

type Split = NonNullable<ReturnType<typeof splitRowAffect>>;

function readNames({body, affect}: Split): Result[] | undefined {
	if (body.length !== affect.rowCount || body.some(line => !/^\S+$/u.test(line))) {
		return undefined;
	}

	const names: Result = {
		type: 'sc', classNames: [...body], detailed: false, segment: 0, withField: false,
	};
	return body.length === 0 ? [affect] : [names, affect];
}

const flags: Record<string, string> = {
	isInterface: 'interface',
	isAnnotation: 'annotation',
	isEnum: 'enum',
	isAnonymousClass: 'anonymousClass',
	isArray: 'array',
	isLocalClass: 'localClass',
	isMemberClass: 'memberClass',
	isPrimitive: 'primitive',
	isSynthetic: 'synthetic',
};
const texts: Record<string, string> = {
	'class-info': 'classInfo', 'code-source': 'codeSource', name: 'name', 'simple-name': 'simpleName', modifier: 'modifier', classLoaderHash: 'classLoaderHash',
};
const lists: Record<string, string> = {annotation: 'annotations', interfaces: 'interfaces'};
const chains: Record<string, string> = {'super-class': 'superClass', 'class-loader': 'classloader'};

function readDetails({body, affect}: Split): Result[] | undefined {
	const results: Result[] = [];
	let info: JsonObject | undefined;
	let chain: string[] | undefined;
	for (const line of body) {
		const {name, value = ''} = /^ (?<name>\S+)(?: {2,}(?<value>\S.*))?$/u.exec(line)?.groups ?? {};
		const link = /^ +\+-(?<link>\S+)$/u.exec(line)?.groups?.['link'];
		if (link !== undefined && chain && !(name !== undefined && name !== '')) {
			chain.push(link);
			continue;
		}

		if (line === '') {
			chain = undefined;
			continue;
		}

		if (name === 'class-info') {
			info = {};
			results.push({
				type: 'sc', classInfo: info, detailed: true, segment: 0, withField: false,
			});
		}

		if (name === undefined || info === undefined || !take(info, name, value)) {
			return undefined;
		}

		const chained = chains[name];
		chain = chained === undefined ? undefined : info[chained] as string[];
	}

	return results.length === affect.rowCount ? [...results, affect] : undefined;
}

/** Puts a row into what is known of a class; false for a row that nobody knows. */
function take(info: JsonObject, name: string, value: string): boolean {
	const flag = flags[name];
	const text = texts[name];
	const list = lists[name];
	const chain = chains[name];
	if (flag !== undefined) {
		info[flag] = value === 'true';
	} else if (text !== undefined) {
		info[text] = value;
	} else if (list !== undefined) {
		info[list] = value === '' ? [] : value.split(',');
	} else if (chain === undefined) {
		return false;
	} else {
		info[chain] = value === '' ? [] : [value.replace(/^\+-/u, '')];
	}

	return true;
}
