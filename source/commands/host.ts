import {rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {ArthasError} from '../core/error.js';
import {hostMethods} from '../core/host/agent/host-methods.js';
import {readIdentity} from '../core/host/agent/identity.js';
import {openAudit} from '../core/host/audit.js';
import {createBashGate} from '../core/host/bash-gate.js';
import {startSharedCron} from '../core/host/cron/index.js';
import type {Command, CommandContext} from './context.js';
import {hostSettings, type HostSettings} from './host/host-settings.js';
import {openJournal, type Journal} from './host/journal.js';
import {jobsFolder, stateFolder} from './host/places.js';
import {unitFile} from './host/unit-file.js';
import {createWays} from './host/ways.js';
import {interruption} from './interruption.js';

/** `host`: this host as an agent, until it is told to stop. */
export const host: Command = async context => {
	const {flags, out} = context;
	const settings = hostSettings(flags);
	if (flags.install) {
		const typed = process.argv.slice(2).filter(word => word !== '--install' && word !== 'host');
		out(unitFile({program: [process.execPath, path.resolve(process.argv[1] ?? '')], args: typed, runsCommands: settings.bash.commands !== 'off'}));
		return 0;
	}

	const journal = openJournal(flags.log, out);
	const forgetPid = writePid(flags.pidFile);
	try {
		await live(context, settings, journal);
	} finally {
		forgetPid();
	}

	return 0;
};

async function live(context: CommandContext, first: HostSettings, journal: Journal): Promise<void> {
	const {flags, env} = context;
	const folder = stateFolder(env);
	const {uuid, notice} = readIdentity(path.join(folder, 'identity'));
	if (notice !== undefined) {
		journal('info', 'identity', {notice});
	}

	const audit = openAudit(path.join(folder, 'audit.jsonl'));
	const closing = new AbortController();
	const ways = createWays(context, first, {uuid, journal});
	const gate = createBashGate({policy: () => ways.settings().bash, audit});
	const cron = await startSharedCron({
		folder: jobsFolder(env), identity: uuid, run: gate.run,
		onMessage(message) {
			ways.tell(message);
		},
		onTrouble(trouble) {
			journal('warning', 'cron', {trouble});
		},
	});
	const methods = hostMethods({
		policy: () => ways.settings().bash, gate, closing: closing.signal, cron,
	});
	const forgetReload = onReload(() => {
		void ways.reload(() => hostSettings(flags));
	});
	try {
		await ways.open(methods);
		await interruption(context.interrupted);
		journal('info', 'ending');
	} finally {
		forgetReload();
		closing.abort(new ArthasError('ERR_CLOSED', 'The host agent was closed'));
		await ways.close();
		await cron.close();
		audit.close();
	}
}

/** SIGHUP asks a service to read its configuration again, which for other commands is the end of their terminal. */
function onReload(reload: () => void): () => void {
	const others = process.listeners('SIGHUP');
	process.removeAllListeners('SIGHUP');
	process.on('SIGHUP', reload);
	return () => {
		process.off('SIGHUP', reload);
		for (const other of others) {
			process.on('SIGHUP', other);
		}
	};
}

function writePid(file: string | undefined): () => void {
	if (file === undefined) {
		return () => undefined;
	}

	try {
		writeFileSync(file, `${process.pid}\n`);
	} catch (error) {
		throw new ArthasError('ERR_USAGE', `--pid-file ${file} can't be written: ${(error as Error).message}`);
	}

	return () => {
		rmSync(file, {force: true});
	};
}
