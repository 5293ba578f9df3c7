import type {Agent} from '../core/client/agent.js';
import {fetchFile, type FetchedFile} from '../core/client/files/fetch-file.js';
import {isHeavy, type FileLimits, type OutputFolder} from '../core/client/files/output-folder.js';
import type {Fleet} from '../core/client/fleet.js';
import {ArthasError} from '../core/error.js';
import {explain} from '../core/explain.js';
import type {OutputEntry} from '../core/protocol/output-listing.js';
import {timeoutSignal} from '../core/timeout-signal.js';
import {filesView} from '../views/files.js';
import {sizeText} from '../views/host/quantity.js';
import {safeText} from '../views/safe-text.js';
import type {Command, CommandContext} from './context.js';
import {askYes} from './cron/ask-yes.js';
import {labelsOf} from './exec/labels.js';
import {createProgressLine} from './files/progress-line.js';
import {withFolder} from './files/with-folder.js';
import {jsonText} from './json-text.js';
import {openFleet} from './open-fleet.js';
import {pickAgent, pickAgents, type Purpose} from './pick-agents.js';
import {printBlocks} from './print-blocks.js';
import {fileActions} from './usage.js';

const purpose: Purpose = {for: 'exec', commandLine: 'heapdump'};
const stallMs = 30_000;

/** `files ls|get`: what Arthas wrote on the host of a JVM, as a list or brought here. */
export const files: Command = async context => {
	const [name = 'ls', ...words] = context.input;
	const action = fileActions.find(known => known === name);
	if (action === undefined || (action === 'get' ? words.length === 0 : words.length > 1)) {
		throw misused(name, action);
	}

	const opened = await openFleet(context);
	try {
		const code = action === 'ls' ? await list(context, opened.fleet, words[0] ?? '') : await get(context, opened.fleet, words);
		return code || (opened.missing > 0 ? 1 : 0);
	} finally {
		await opened.close();
	}
};

function misused(name: string, action: (typeof fileActions)[number] | undefined): ArthasError {
	const problem = action === undefined ? `files has no action “${name.slice(0, 40)}”` : (action === 'get' ? 'files get needs the name of a file' : 'files ls takes one folder');
	return new ArthasError('ERR_USAGE', problem, {hint: 'write arthas-tui files ls, or arthas-tui files get NAME'});
}

/** The JVMs that are named; without a name the only one in reach. */
function namedIn(fleet: Fleet, expression: string | undefined): Agent[] {
	const jvms = fleet.select('jvm');
	return expression === undefined && jvms.length === 1 ? jvms : pickAgents(fleet, expression, purpose);
}

async function list(context: CommandContext, fleet: Fleet, folder: string): Promise<number> {
	const {flags, settings: {timeoutMs}, interrupted} = context;
	const agents = namedIn(fleet, flags.on);
	const labels = labelsOf(agents);
	const signal = timeoutMs === undefined ? interrupted : AbortSignal.any([interrupted, timeoutSignal(timeoutMs)]);
	const lists = await Promise.allSettled(agents.map(async agent => {
		const {entries} = await withFolder(context, {fleet, agent, signal}, async source => source.list(folder, signal));
		return {agent: labels.get(agent.ref) ?? agent.id, files: entries};
	}));
	interrupted.throwIfAborted();
	const good = lists.flatMap(outcome => outcome.status === 'fulfilled' ? [outcome.value] : []);
	if (flags.json) {
		context.out(jsonText(good));
	} else if (good.length > 0) {
		printBlocks(context, [filesView(good)]);
	}

	const failures = lists.flatMap((outcome, index) => outcome.status === 'rejected' ? [{what: labels.get(agents[index]?.ref ?? '') ?? '', error: outcome.reason as unknown}] : []);
	return tellFailures(context, failures, agents.length);
}

async function get(context: CommandContext, fleet: Fleet, names: readonly string[]): Promise<number> {
	const {flags, interrupted} = context;
	const [only, ...others] = namedIn(fleet, flags.on);
	const agent = only && others.length === 0 ? only : pickAgent(fleet, flags.on, purpose);
	const {fetched, failures} = await withFolder(context, {fleet, agent, signal: interrupted}, async folder => fetchAll(context, folder, names));
	tellFetched(context, fetched);
	return tellFailures(context, failures, names.length);
}

async function fetchAll(context: CommandContext, folder: OutputFolder, names: readonly string[]): Promise<{fetched: FetchedFile[]; failures: Failure[]}> {
	const {flags, settings, interrupted, err} = context;
	const fetched: FetchedFile[] = [];
	const failures: Failure[] = [];
	for (const name of names) {
		const line = createProgressLine(name);
		let kept: string | undefined;
		try {
			fetched.push(await fetchFile({
				folder, name, into: flags.output ?? '.', stallMs: settings.timeoutMs ?? stallMs, signal: interrupted, onProgress: line.show,
				agree: async (entry, limits) => mayBeSent(context, entry, limits),
				onKept(part) {
					kept = part.path;
				},
			}));
		} catch (error) {
			failures.push({what: name, error});
		} finally {
			line.end();
			err(kept === undefined ? '' : `what came of ${safeText(name)} is kept in ${safeText(kept)}; the same again goes on there\n`);
		}

		interrupted.throwIfAborted();
	}

	return {fetched, failures};
}

async function mayBeSent(context: CommandContext, entry: OutputEntry, limits: FileLimits): Promise<void> {
	if (isHeavy(entry, limits)) {
		context.err(`${safeText(entry.name)} is ${sizeText(entry.sizeBytes ?? 0)}, of which the JVM holds several copies in its memory while it sends it through the tunnel\n`);
		await askYes(context, 'fetch it all the same?');
	}
}

function tellFetched({flags, out, err}: CommandContext, fetched: readonly FetchedFile[]): void {
	for (const {name, resumedAt} of fetched.filter(file => file.resumedAt !== 0)) {
		err(resumedAt === null ? `${safeText(name)}: the server can't go on within a file, so it was fetched anew\n` : `${safeText(name)}: gone on with from byte ${resumedAt}\n`);
	}

	out(flags.json ? jsonText(fetched) : fetched.map(({path}) => `${safeText(path)}\n`).join(''));
}

type Failure = {what: string; error: unknown};

/** One target that fails ends the program with its own code; of several it is 1 unless they all agree. */
function tellFailures({err}: CommandContext, failures: readonly Failure[], targets: number): number {
	const [first] = failures;
	if (first && targets === 1) {
		throw first.error;
	}

	for (const {what, error} of failures) {
		const {what: message, todo} = explain(error);
		err(`${safeText(`${what}: ${message}; ${todo}`)}\n`);
	}

	const codes = new Set(failures.map(({error}) => explain(error).exitCode));
	return first ? (codes.size === 1 && failures.length === targets ? [...codes][0] ?? 1 : 1) : 0;
}
