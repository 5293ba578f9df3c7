import {isJsonObject} from '../../protocol/is-json-object.js';
import {parseJson} from '../../protocol/json.js';
import type {JsonObject} from '../../protocol/result.js';
import {failure, type HostAnswer, type HostMethod} from '../method.js';
import type {CronOperations} from './shared-cron.js';

const members = '{"name": …, "cron": …, "cmd": …}';

const operations: ReadonlyArray<{name: keyof CronOperations; tier: HostMethod['tier']; usage: string; summary: string}> = [
	{
		name: 'list', tier: 'look', usage: '[name]', summary: 'The jobs that this agent runs, and those of others on this host',
	},
	{
		name: 'history', tier: 'look', usage: '<name>', summary: 'The last runs of a job with their outputs',
	},
	{
		name: 'add', tier: 'change', usage: members, summary: 'Add a job; also user, group, timeout, enabled, tz, overlap (skip, queue, kill), jitter',
	},
	{
		name: 'update', tier: 'change', usage: '{"name": …, "rev": …, …}', summary: 'Change a job that was seen with this revision; what is absent stays',
	},
	{
		name: 'delete', tier: 'change', usage: '<name>', summary: 'Delete a job',
	},
	{
		name: 'enable', tier: 'change', usage: '<name>', summary: 'Let a job run by its schedule',
	},
	{
		name: 'disable', tier: 'change', usage: '<name>', summary: 'Keep a job and let it run no more',
	},
	{
		name: 'run', tier: 'change', usage: '<name>', summary: 'Run a job now',
	},
	{
		name: 'sync', tier: 'change', usage: '{"tasks": […]}', summary: 'Make these all the jobs of this agent',
	},
];

/** The operations of a service as methods of this host: by named members, or typed as a name or a JSON object. */
export function cronMethods(service: CronOperations): HostMethod[] {
	return operations.map(({name, tier, usage, summary}) => ({
		name: `cron.${name}`,
		tier,
		usage,
		summary,
		async run(args) {
			const read = readArguments(args);
			return 'statusCode' in read ? read as HostAnswer : service[name](read);
		},
		call: async given => service[name](given),
	}));
}

function readArguments(args: string): JsonObject | HostAnswer {
	if (!args.startsWith('{')) {
		return args === '' ? {} : {name: args};
	}

	try {
		const json = parseJson(args);
		return isJsonObject(json) ? json : failure('invalidParams', 'the members are no JSON object');
	} catch (error) {
		return failure('invalidParams', `the members are no JSON: ${(error as Error).message}`);
	}
}
