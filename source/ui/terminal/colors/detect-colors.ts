import type {ColorDepth} from './color-depth.js';

/**
What the environment says about colours. `FORCE_COLOR` (0 to 3) decides, then `NO_COLOR`, then `COLORTERM`, which gets
lost over SSH, then the name of the terminal; one that is unknown has 16, one of the age of paper none.
*/
export function detectColors(env: NodeJS.ProcessEnv): ColorDepth {
	const term = env['TERM'] ?? '';
	const forced = forcedDepth(env['FORCE_COLOR']);
	if (forced !== undefined) {
		return forced;
	}

	if ((env['NO_COLOR'] ?? '') !== '' || /^$|^(?:dumb|unknown|ansi-m|vt\d+)/u.test(term)) {
		return 'none';
	}

	if (/truecolor|24bit/iu.test(env['COLORTERM'] ?? '') && !isOldScreen(term, env)) {
		return 'truecolor';
	}

	if (/-direct|kitty|ghostty|alacritty|wezterm|^foot/u.test(term)) {
		return 'truecolor';
	}

	return term.includes('256') ? '256' : '16';
}

function forcedDepth(value: string | undefined): ColorDepth | undefined {
	switch (value) {
		case undefined:
		case '': {
			return undefined;
		}

		case '0':
		case 'false': {
			return 'none';
		}

		case '2': {
			return '256';
		}

		case '3': {
			return 'truecolor';
		}

		default: {
			return '16';
		}
	}
}

/** GNU screen hands `COLORTERM` on from the terminal around it, and until version 5 takes 24-bit colours for other things. */
function isOldScreen(term: string, env: NodeJS.ProcessEnv): boolean {
	return term.startsWith('screen') && !env['TMUX'];
}
