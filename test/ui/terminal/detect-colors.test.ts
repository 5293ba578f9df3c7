import {expect, it} from 'vitest';
import {detectColors} from '../../../source/ui/terminal/colors/detect-colors.js';

it.each([
	[{TERM: 'xterm-256color'}, '256'],
	[{TERM: 'xterm-256color', COLORTERM: 'truecolor'}, 'truecolor'],
	[{TERM: 'xterm', COLORTERM: '24bit'}, 'truecolor'],
	[{TERM: 'xterm'}, '16'],
	[{TERM: 'linux'}, '16'],
	[{TERM: 'tmux-256color'}, '256'],
	[{TERM: 'screen'}, '16'],
	[{TERM: 'screen.xterm-256color', COLORTERM: 'truecolor'}, '256'],
	[{TERM: 'screen-256color', COLORTERM: 'truecolor', TMUX: '/tmp/tmux'}, 'truecolor'],
	[{TERM: 'xterm-direct'}, 'truecolor'],
	[{TERM: 'xterm-kitty'}, 'truecolor'],
	[{TERM: 'foot'}, 'truecolor'],
	[{TERM: 'vt100'}, 'none'],
	[{TERM: 'dumb', COLORTERM: 'truecolor'}, 'none'],
	[{}, 'none'],
	[{TERM: 'xterm-256color', NO_COLOR: '1'}, 'none'],
	[{TERM: 'xterm-256color', NO_COLOR: ''}, '256'],
	[{TERM: 'xterm-256color', NO_COLOR: '1', FORCE_COLOR: '3'}, 'truecolor'],
	[{TERM: 'dumb', FORCE_COLOR: '2'}, '256'],
	[{TERM: 'xterm-256color', FORCE_COLOR: '1'}, '16'],
	[{TERM: 'xterm-256color', FORCE_COLOR: 'true'}, '16'],
	[{TERM: 'xterm-256color', FORCE_COLOR: '0', COLORTERM: 'truecolor'}, 'none'],
	[{TERM: 'xterm-256color', FORCE_COLOR: ''}, '256'],
] as const)('%j shows %s', (env, depth) => {
	expect(detectColors(env)).toBe(depth);
});
