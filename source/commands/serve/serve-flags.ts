import {readSwitch, readVariable} from '../config/environment.js';
import type {Flags} from '../context.js';

/** The flags of `serve`: what is typed, else `ARTHAS_TUI_SERVE_…`. Throws ERR_USAGE for a switch that is neither yes nor no. */
export function serveFlags(flags: Flags, env: NodeJS.ProcessEnv): Flags {
	const read = (name: string) => readVariable(env, `ARTHAS_TUI_SERVE_${name}`);
	const isOn = (name: string) => readSwitch(read(name), `ARTHAS_TUI_SERVE_${name}`);
	return {
		...flags,
		host: flags.host ?? read('HOST'),
		httpPort: flags.httpPort ?? read('HTTP_PORT'),
		wsPort: flags.wsPort ?? read('WS_PORT'),
		grpcPort: flags.grpcPort ?? read('GRPC_PORT'),
		tunnelPort: flags.tunnelPort ?? read('TUNNEL_PORT'),
		hostPort: flags.hostPort ?? read('HOST_PORT'),
		redirect: flags.redirect ?? read('REDIRECT')?.trim().split(/\s+/u),
		allowAgent: flags.allowAgent ?? read('ALLOW_AGENT')?.trim().split(/\s+/u),
		tlsCert: flags.tlsCert ?? read('TLS_CERT'),
		tlsKey: flags.tlsKey ?? read('TLS_KEY'),
		// A switch that is not typed stands at its default, so that only the other position counts before the variable.
		insecure: flags.insecure === true ? true : isOn('INSECURE'),
		hostAgent: flags.hostAgent === false ? false : isOn('HOST_AGENT') ?? true,
	};
}
