import type {JsonObject} from '../../protocol/result.js';
import {epochSeconds} from '../getinfo/epoch-seconds.js';
import {
	answer, failure, type HostAnswer, type HostContext, type HostMethod,
} from '../method.js';
import {readHost, type HostReader} from './host-reader.js';
import {
	readOptions, usageOf, type OptionTable, type ValuesOf,
} from './options.js';
import type {Schema, ValueOf} from './schema.js';
import {everyBeat} from './every-beat.js';

/** What a method gets: the files of the host and its own options. */
export type Asked<O extends OptionTable> = {host: HostReader; values: ValuesOf<O>; signal: AbortSignal};

export type Described<O extends OptionTable, S extends Schema> = {
	/** Behind `getinfo.`, and behind `info.` for agents of the later protocol. */
	name: string;
	summary: string;
	options: O;
	/** What `data` holds beside `ts` and `partial`. */
	schema: S;
	/** Set where Node answers without Linux's /proc. */
	isPortable?: true;
};

/** What is asked once and needs no second look. */
export type Info<O extends OptionTable, S extends Schema> = Described<O, S> & {
	read(asked: Asked<O>): ValueOf<S> | HostAnswer | Promise<ValueOf<S> | HostAnswer>;
};

/** Makes a `getinfo` method of a function that reads. */
export function defineInfo<const O extends OptionTable, const S extends Schema>(info: Info<O, S>): HostMethod {
	return describeInfo(info, () => async asked => info.read(asked));
}

/** Takes one sample; a watch calls the same one again and again, so that it can remember what it saw. */
export type Take<O extends OptionTable> = (asked: Asked<O>, context: HostContext) => Promise<object>;

const watching = {
	watch: {
		kind: 'number', short: 'w', value: 'MS', min: 100, max: 86_400_000, about: 'answer again after so many ms, until it is interrupted',
	},
	answers: {
		kind: 'number', short: 'c', value: 'COUNT', min: 1, max: 1_000_000_000, about: 'with -w: end after so many answers',
	},
} as const satisfies OptionTable;

export function describeInfo<O extends OptionTable>(info: Described<O, Schema>, start: () => Take<O>): HostMethod {
	const name = `getinfo.${info.name}`;
	const options = {...info.options, ...watching};
	const read = (args: string) => readOptions(args, options);
	const once = async (values: ValuesOf<O>, context: HostContext, take: Take<O>) => {
		const host = readHost(context.root);
		return host.hasProc || info.isPortable
			? sealed(await take({host, values, signal: context.signal}, context), host)
			: failure('unsupported', `${name} needs Linux's /proc`);
	};

	return {
		name,
		aliases: [`info.${info.name}`],
		summary: info.summary,
		usage: usageOf(options),
		tier: 'look',
		options,
		schema: {ts: 'number', ...info.schema},
		async run(args, context) {
			const asked = read(args);
			if ('problem' in asked) {
				return failure('invalidParams', asked.problem);
			}

			return asked.values.watch === undefined ? once(asked.values, context, start()) : failure('invalidParams', '-w needs a connection over which answers follow each other');
		},
		async * watch(args, context) {
			const asked = read(args);
			if ('problem' in asked) {
				yield failure('invalidParams', asked.problem);
				return;
			}

			const {watch, answers = watch === undefined ? 1 : Infinity} = asked.values as ValuesOf<typeof watching>;
			const take = start();
			for await (const _ of everyBeat(watch ?? 0, answers, context.signal)) {
				yield await once(asked.values, context, take);
			}
		},
	};
}

/** An answer has its time, and says what it lacks. A failure goes through as it is. */
function sealed(told: object, {lacks}: HostReader): HostAnswer {
	return 'statusCode' in told && 'body' in told
		? told as HostAnswer
		: answer({ts: epochSeconds(), ...(told as JsonObject), ...(lacks.length > 0 && {partial: [...lacks].sort()})});
}
