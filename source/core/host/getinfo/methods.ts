import {describeInfo} from '../define/define-info.js';
import {spellingOf, type Option} from '../define/options.js';
import type {Schema, Shape} from '../define/schema.js';
import type {HostMethod} from '../method.js';

/**
Makes the method that lists all others: from its answer a screen can be built for a host that knows more than this program.

@param usual What there is where the way in has not said what it offers.
*/
export function listMethods(usual: () => readonly HostMethod[]): HostMethod {
	return describeInfo({
		name: 'methods',
		summary: 'What this host can be asked, with options and what is answered',
		options: {},
		schema: {
			methods: [{
				name: 'text', tier: 'text', summary: 'text', usage: 'text', hasRates: 'flag', canWatch: 'flag', options: [{option: 'text', about: 'text'}], fields: 'texts',
			}],
		},
		isPortable: true,
	}, () => async (_asked, {methods = usual()}) => ({methods: methods.map(method => describe(method))}));
}

function describe({name, tier, summary, usage, options = {}, schema = {}, watch}: HostMethod) {
	return {
		name, tier, summary, usage, hasRates: 'intervalMs' in schema, canWatch: watch !== undefined,
		options: Object.values(options).map((option: Option) => ({option: spellingOf(option), about: option.about})),
		fields: fieldsOf(schema),
	};
}

/** `processes[].pid number`, a line a value. */
function fieldsOf(schema: Schema, prefix = ''): string[] {
	return Object.entries(schema).flatMap(([name, shape]: [string, Shape]) => {
		if (typeof shape === 'string') {
			return [`${prefix}${name} ${shape}`];
		}

		return Array.isArray(shape) ? fieldsOf((shape as readonly [Schema])[0], `${prefix}${name}[].`) : fieldsOf(shape as Schema, `${prefix}${name}.`);
	});
}
