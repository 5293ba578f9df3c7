import {execFile} from 'node:child_process';
import process from 'node:process';

/**
What a program of this host prints, for facts that stand in no file. Undefined where there is no such program, it fails, or it
takes longer than 5 s. Never with arguments that somebody sent.
*/
export async function runTool(file: string, args: readonly string[], signal: AbortSignal): Promise<string | undefined> {
	return new Promise(resolve => {
		execFile(file, args, {
			signal, timeout: 5000, maxBuffer: 32 << 20, env: {
				...process.env, LC_ALL: 'C', SYSTEMD_COLORS: '0', SYSTEMD_PAGER: '',
			},
		}, (error, stdout) => {
			resolve(error ? undefined : stdout);
		});
	});
}
