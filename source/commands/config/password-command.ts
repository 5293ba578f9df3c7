import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {ArthasError} from '../../core/error.js';

const longest = 65_536;

/**
Runs a command line of the user's own config by `sh`; the first line that it prints is the password.
What it prints is never repeated, because it may hold the secret.

@param where Names the setting in errors, such as `passwordCommand of the profile prod`.
@throws ArthasError ERR_CONFIG_SECRET
*/
export async function runPasswordCommand(command: string, where: string, {env, timeoutMs = 10_000}: {env: NodeJS.ProcessEnv; timeoutMs?: number}): Promise<string> {
	// It stays in our process group: password managers may want to ask by the terminal.
	const child = spawn('sh', ['-c', command], {env, stdio: ['ignore', 'pipe', 'ignore']});
	let printed = '';
	let isLate = false;
	const timer = setTimeout(() => {
		isLate = true;
		child.kill('SIGKILL');
		// What it started may hold the pipe open.
		child.stdout.destroy();
	}, timeoutMs);
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		printed = (printed + text).slice(0, longest);
	});
	try {
		const [code, signal] = await once(child, 'close') as [number | null, string | null];
		return judge(printed, {isLate, code, signal}, where);
	} catch (error) {
		throw explained(error, where);
	} finally {
		clearTimeout(timer);
	}
}

function judge(printed: string, {isLate, code, signal}: {isLate: boolean; code: number | null; signal: string | null}, where: string): string {
	const password = printed.split(/\r?\n/u)[0] ?? '';
	if (!isLate && code === 0 && password !== '') {
		return password;
	}

	const reason = isLate ? 'gave no password in time' : (code === 0 ? 'printed nothing' : `failed with ${code === null ? `signal ${signal}` : `exit code ${code}`}`);
	throw new ArthasError('ERR_CONFIG_SECRET', `${where} ${reason}`, {hint: 'run it by hand in a terminal to see why'});
}

function explained(error: unknown, where: string): ArthasError {
	return error instanceof ArthasError
		? error
		: new ArthasError('ERR_CONFIG_SECRET', `${where} can't be run: ${(error as Error).message}`, {hint: 'is there a shell, sh, on the PATH?', cause: error});
}
