import process from 'node:process';
import type {CommandContext, Flags, Settings} from '../../source/commands/context.js';

export type FakeContext = CommandContext & {printed: {out: string; err: string}; interrupt(): void};

/** What a command gets, with all that it prints kept, and nothing of this machine's configuration. */
export function fakeContext({flags = {}, input = [], settings = {}, env = {}}: {flags?: Flags; input?: string[]; settings?: Partial<Settings>; env?: NodeJS.ProcessEnv} = {}): FakeContext {
	const printed = {out: '', err: ''};
	const interrupted = new AbortController();
	return {
		flags,
		input,
		env: {
			PATH: process.env['PATH'], XDG_CONFIG_HOME: '/nowhere', XDG_RUNTIME_DIR: '/nowhere', ...env,
		},
		settings: {
			profile: undefined, endpoints: [], readOnly: false, timeoutMs: undefined, parallel: 16, maxMessage: 16 << 20, serve: {}, ...settings,
		},
		out(text) {
			printed.out += text;
		},
		err(text) {
			printed.err += text;
		},
		color: false,
		columns: 0,
		interrupted: interrupted.signal,
		printed,
		interrupt() {
			interrupted.abort();
		},
	};
}
