import {ArthasError} from '../../core/error.js';
import type {CommandContext} from '../context.js';

export type InfoLine = {
	/** As hosts call it. */
	method: string;
	/** What stands behind it, `-w` included where somebody watches. */
	args: string;
	isWatching: boolean;
};

const usual = 'getinfo.os';

/**
What the flags ask a host for. `users` is enough for `getinfo.users`.

@throws ArthasError ERR_USAGE
*/
export function infoLine({flags: {command = usual, args = '', every}}: Pick<CommandContext, 'flags'>): InfoLine {
	const method = command.includes('.') ? command.replace(/^info\./u, 'getinfo.') : `getinfo.${command}`;
	if (!/^(?:getinfo\.[a-z\d]+|log\.read)$/u.test(method)) {
		throw new ArthasError('ERR_USAGE', `“${command.slice(0, 40)}” is nothing that info asks for`, {hint: 'arthas-tui info -c methods lists what this host tells; exec --on runs anything else'});
	}

	const watching = every === undefined ? '' : ` -w ${milliseconds(every)}`;
	return {method, args: `${args}${watching}`.trim(), isWatching: every !== undefined};
}

function milliseconds(seconds: string): number {
	const ms = Math.round(Number(seconds) * 1000);
	if (!/^\d+(?:\.\d+)?$/u.test(seconds) || ms < 100 || ms > 86_400_000) {
		throw new ArthasError('ERR_USAGE', `--watch takes seconds from 0.1 to 86400, not “${seconds.slice(0, 40)}”`, {hint: 'for example --watch 2'});
	}

	return ms;
}
