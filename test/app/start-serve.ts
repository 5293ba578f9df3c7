import {startCli, type CliOptions, type RunningCli} from './run-cli.js';

export type Served = RunningCli & {
	/** `host:port` of each door. */
	readonly http: string;
	readonly ws: string;
	readonly grpc: string;
};

/** Starts `serve` on free ports and waits for the line that says where it listens. */
export async function startServe(args: readonly string[] = [], options: CliOptions = {}): Promise<Served> {
	const cli = startCli(['serve', '--json', '--http-port', '0', '--ws-port', '0', '--grpc-port', '0', ...args], {killAfterMs: 60_000, ...options});
	try {
		await cli.until(({stdout}) => stdout.includes('\n'));
	} catch (error) {
		await cli[Symbol.asyncDispose]();
		throw new Error(`serve has not started: ${cli.stderr}`, {cause: error});
	}

	const {http, ws, grpc} = JSON.parse(cli.stdout) as {http: string; ws: string; grpc: string};
	return Object.assign(cli, {http, ws, grpc});
}
