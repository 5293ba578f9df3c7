import type {HttpClient} from '../http.js';
import type {LinkOptions, WireSession} from '../wire.js';
import {runOnLoda, type Complete} from './run-on-loda.js';

/** A session on a monitoring agent, which knows of none: each command is a call by itself. */
export function lodaSession(http: HttpClient, ref: string, {onSent}: Pick<LinkOptions, 'onSent'>, complete?: Complete): WireSession {
	return {
		id: '',
		run: (spec, options) => runOnLoda({
			http, spec, options, complete,
			onSent() {
				onSent({agent: ref, what: spec.commandLine});
			},
		}),
		async close() {
			// There is nothing to close.
		},
	};
}
