import {existsSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {explain} from '../../core/explain.js';
import {version} from '../../version.js';
import {configPath, profileFaults} from '../config/index.js';
import type {CommandContext} from '../context.js';
import {screenFaults} from '../screen/screen-faults.js';
import {passed, warned, type Step} from './step.js';

const [leastMajor, leastMinor] = [20, 19];
type Screen = {isTTY?: boolean; columns?: number; rows?: number};

const smallest = {columns: 80, rows: 24};

/** What on this machine decides how the program works. */
export async function examineMachine({env}: Pick<CommandContext, 'env'>, runtime = process.versions.node, screen: Screen = process.stdout): Promise<Step[]> {
	return [
		programStep(runtime),
		...await configSteps(configPath(env)),
		...await screenSteps(path.join(path.dirname(configPath(env)), 'screen.json')),
		terminalStep(env, screen),
	];
}

/** Its top was read before; a fault in a profile hinders only who uses that one. */
async function configSteps(file: string): Promise<Step[]> {
	if (!existsSync(file)) {
		return [passed('config', `no file at ${file}; it is not needed`)];
	}

	const faults = await profileFaults(file);
	return faults.length === 0
		? [passed('config', `${file} is well`)]
		: faults.map(fault => {
			const {what, todo} = explain(fault);
			return warned('config', what, todo);
		});
}

async function screenSteps(file: string): Promise<Step[]> {
	if (!existsSync(file)) {
		return [];
	}

	const faults = await screenFaults(file);
	return faults.length === 0
		? [passed('screen', `${file} is well`)]
		: faults.map(fault => warned('screen', fault, `correct it in ${file}; until then the default holds`));
}

function programStep(runtime: string): Step {
	const [major = 0, minor = 0] = runtime.split('.').map(Number);
	const detail = `arthas-tui ${version}, Node ${runtime}, ${process.platform} ${process.arch}`;
	return major > leastMajor || (major === leastMajor && minor >= leastMinor)
		? passed('program', detail)
		: warned('program', detail, `Node ${leastMajor}.${leastMinor} or later is what it was made for`);
}

function terminalStep(env: NodeJS.ProcessEnv, {isTTY = false, columns = 0, rows = 0}: Screen): Step {
	if (!isTTY) {
		return passed('terminal', 'stdout is none: no colours, no questions');
	}

	const term = env['TERM'] ?? '';
	const detail = `${columns}×${rows}, TERM=${term}${env['NO_COLOR'] ? ', NO_COLOR' : ''}`;
	if (term === '' || term === 'dumb') {
		return warned('terminal', detail, 'set TERM to what the terminal is, such as xterm-256color');
	}

	return columns < smallest.columns || rows < smallest.rows ? warned('terminal', detail, `make it at least ${smallest.columns}×${smallest.rows}`) : passed('terminal', detail);
}
