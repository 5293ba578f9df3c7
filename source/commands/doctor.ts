import {parseEndpoint, type Endpoint} from '../core/client/endpoint.js';
import {loadSettings} from './config/index.js';
import type {Command, CommandContext, Settings} from './context.js';
import {examine} from './doctor/examine.js';
import {examineMachine} from './doctor/machine.js';
import {createReport, type Report} from './doctor/report.js';
import {failedBy} from './doctor/step.js';
import {endpointOf} from './open-fleet.js';
import {findServer} from './runtime-file.js';

/** What a step may take where no `--timeout` is given. */
const usualStepMs = 5000;

/**
`doctor [address]`: what works and what doesn't, step by step. Without an address it looks at this
machine and at the servers that other commands would use. Exits with 0, or 3 where no use can be had.
*/
export const doctor: Command = async context => runDoctor(context, usualStepMs);

export async function runDoctor(given: CommandContext, stepMs: number): Promise<number> {
	const context = {...given, settings: {...given.settings, timeoutMs: given.settings.timeoutMs ?? stepMs}};
	const report = createReport(context);
	const [address] = context.input;
	try {
		await (address === undefined ? examineAll(context, report) : examineAddress(context, report, address));
	} catch (error) {
		if (!context.interrupted.aborted) {
			throw error;
		}
	}

	report.finish();
	return context.interrupted.aborted ? 130 : (report.hasFailed ? 3 : 0);
}

type TimedContext = CommandContext & {settings: {timeoutMs: number}};

async function examineAddress(context: TimedContext, report: Report, address: string): Promise<void> {
	try {
		parseEndpoint(address);
	} catch (error) {
		report.add(failedBy('address', error));
		return;
	}

	const settings = await readSettings(context, report, {server: undefined, connect: [address]});
	await examineEndpoints(context, report, settings?.endpoints ?? []);
}

async function examineAll(context: TimedContext, report: Report): Promise<void> {
	for (const step of await examineMachine(context)) {
		report.add(step);
	}

	const settings = await readSettings(context, report, {});
	if (!settings || settings.endpoints.length > 0) {
		await examineEndpoints(context, report, settings?.endpoints ?? []);
		return;
	}

	const running = findServer(context.env, {withScreens: true});
	if (running) {
		await examineEndpoints(context, report, [{...endpointOf(running), name: `server of process ${running.pid}`}]);
		return;
	}

	const {startEmbedded} = await import('./embedded.js');
	const {attachmentsToJoin} = await import('./attach/own-attachments.js');
	const embedded = await startEmbedded({
		attachments: attachmentsToJoin(context.env, trouble => {
			context.err(`${trouble}\n`);
		}),
	});
	try {
		await examineEndpoints(context, report, [{...embedded.endpoint, name: 'the server that this program brings along'}]);
	} finally {
		await embedded.close();
	}
}

/** Settings with their logins; what hinders that is a finding and not an error here. */
async function readSettings({flags, env}: CommandContext, report: Report, chosen: {server?: undefined; connect?: string[]}): Promise<Settings | undefined> {
	try {
		return (await loadSettings({flags: {...flags, ...chosen}, env})).settings;
	} catch (error) {
		report.add(failedBy('settings', error));
		return undefined;
	}
}

async function examineEndpoints({settings, interrupted}: TimedContext, report: Report, endpoints: Endpoint[]): Promise<void> {
	for (const endpoint of endpoints) {
		report.begin(endpoint.name);
		for await (const step of examine(endpoint, {stepMs: settings.timeoutMs, signal: interrupted, maxMessage: settings.maxMessage})) {
			report.add(step);
		}
	}
}
