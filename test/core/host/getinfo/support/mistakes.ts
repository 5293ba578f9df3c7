import type {Schema, Shape} from '../../../../../source/core/host/define/schema.js';

/** Where data is not what a schema says, one line each. Members that the schema doesn't know are mistakes, but for `partial`. */
export function mistakes(schema: Schema, data: unknown, where = 'data'): string[] {
	if (typeof data !== 'object' || data === null || Array.isArray(data)) {
		return [`${where} is no object`];
	}

	const members = data as Record<string, unknown>;
	const unknown = Object.keys(members).filter(name => !(name in schema) && !(where === 'data' && name === 'partial'));
	return [
		...unknown.map(name => `${where}.${name} is not in the schema`),
		...Object.entries(schema).flatMap(([name, shape]) => inMember(shape, members[name], `${where}.${name}`)),
	];
}

function inMember(shape: Shape, value: unknown, where: string): string[] {
	if (typeof shape === 'string') {
		const isWell = (shape.endsWith('?') && value === null) || fits[shape.replace('?', '')]?.(value);
		return isWell ? [] : [`${where} is ${JSON.stringify(value)} and no ${shape}`];
	}

	if (Array.isArray(shape)) {
		const [item] = shape as readonly [Schema];
		return Array.isArray(value) ? value.flatMap((element, index) => mistakes(item, element, `${where}[${index}]`)) : [`${where} is no list`];
	}

	return mistakes(shape as Schema, value, where);
}

const fits: Record<string, (value: unknown) => boolean> = {
	number: value => typeof value === 'number' && Number.isFinite(value),
	text: value => typeof value === 'string',
	flag: value => typeof value === 'boolean',
	texts: value => Array.isArray(value) && value.every(item => typeof item === 'string'),
	numbers: value => Array.isArray(value) && value.every(item => typeof item === 'number'),
};
