import {X509Certificate} from 'node:crypto';
import {BlockList, isIP} from 'node:net';
import {readFile} from 'node:fs/promises';
import {ArthasError} from '../core/error.js';
import {startServer} from '../core/server/index.js';
import type {AgentAccess} from '../core/server/options.js';
import type {Command, CommandContext} from './context.js';
import {startHostAgent, urlHost} from './embedded.js';
import {announceServer} from './runtime-file.js';

const drainMs = 10_000;

/** `serve`: the channel server alone, until it is told to stop. */
export const serve: Command = async context => {
	const {flags, settings, interrupted} = context;
	const {username, password, agentToken} = settings.serve;
	if ((username === undefined) !== (password === undefined)) {
		throw new ArthasError('ERR_CONFIG_KEY', `a ${username === undefined ? 'password' : 'user name'} alone would leave the server open`, {
			hint: 'set both ARTHAS_TUI_SERVE_USERNAME and ARTHAS_TUI_SERVE_PASSWORD, or neither',
		});
	}

	const login = username !== undefined && password !== undefined ? {username, password} : undefined;
	const tls = await readTls(flags.tlsCert, flags.tlsKey);
	const server = await startServer({
		host: flags.host, httpPort: port(flags.httpPort, '--http-port'), wsPort: port(flags.wsPort, '--ws-port'), grpcPort: port(flags.grpcPort, '--grpc-port'),
		login, tls, insecure: flags.insecure, readOnly: settings.readOnly, agents: {token: agentToken, ...allowList(flags.allowAgent)},
	});
	const agent = flags.hostAgent === false
		? undefined
		: startHostAgent(server, {
			// Who may call an open server may be anybody on this machine, so then no agent of ours runs shell commands.
			allowShell: login !== undefined,
			access: {token: agentToken, tls: tls && trustOwn(tls.cert)},
		});
	const addresses = {http: urlHost(server.http), ws: urlHost(server.ws), grpc: urlHost(server.grpc)};
	const retract = announceServer({...addresses, tls: tls !== undefined, ...login}, context.env);
	tell(context, addresses, {isOpen: login === undefined});
	await new Promise<void>(resolve => {
		interrupted.addEventListener('abort', () => {
			resolve();
		}, {once: true});
		if (interrupted.aborted) {
			resolve();
		}
	});
	retract?.();
	context.err('ending what runs; press Ctrl-C again to leave at once\n');
	await server.close(drainMs);
	await agent?.[Symbol.asyncDispose]();
	return 0;
};

function tell({flags, out, err}: CommandContext, addresses: {http: string; ws: string; grpc: string}, {isOpen}: {isOpen: boolean}): void {
	if (flags.json) {
		out(`${JSON.stringify({...addresses, tunnel: null, host: null})}\n`);
		return;
	}

	out(`channel server: operators at http://${addresses.http}, consoles at ws://${addresses.ws}/ws, agents at ${addresses.grpc}\n`);
	err(`add a JVM:  java "-javaagent:arthas-agent.jar=;channelServer=${addresses.grpc}" -jar app.jar\n`);
	if (isOpen) {
		err('open to everybody on this machine: set ARTHAS_TUI_SERVE_USERNAME and ARTHAS_TUI_SERVE_PASSWORD to ask for a login\n');
	}
}

function port(text: string | undefined, flag: string): number | undefined {
	if (text === undefined) {
		return undefined;
	}

	if (!/^\d{1,5}$/u.test(text) || Number(text) > 65_535) {
		throw new ArthasError('ERR_USAGE', `${flag} ${text} is no port`, {hint: 'a number from 0 to 65535; 0 takes any free one'});
	}

	return Number(text);
}

async function readTls(certFile: string | undefined, keyFile: string | undefined): Promise<{cert: string; key: string} | undefined> {
	if (certFile === undefined && keyFile === undefined) {
		return undefined;
	}

	if (certFile === undefined || keyFile === undefined) {
		throw new ArthasError('ERR_USAGE', 'TLS needs both --tls-cert and --tls-key', {hint: 'both are PEM files'});
	}

	try {
		const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')]);
		return {cert, key};
	} catch (error) {
		throw new ArthasError('ERR_CONFIG_FILE', `the TLS files can't be read: ${(error as Error).message}`, {hint: 'both are PEM files', cause: error});
	}
}

/** How our own agent verifies the certificate that we were given to serve with: by its own authority when it brings one, and by a name in it. */
function trustOwn(cert: string): {ca?: string; serverName?: string} {
	const chain = cert.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
	const [leaf, last] = [chain[0], chain.at(-1)].map(pem => pem === undefined ? undefined : new X509Certificate(pem));
	const serverName = /(?:DNS|IP Address):(?<name>[^,\s]+)/u.exec(leaf?.subjectAltName ?? '')?.groups?.['name'];
	return {...(last?.checkIssued(last) && {ca: cert}), ...(serverName !== undefined && {serverName: serverName.replace('*', 'agent')})};
}

/** Addresses and networks from which agents may come; loopback always may. */
function allowList(entries: string[] | undefined): AgentAccess {
	if (!entries || entries.length === 0) {
		return {};
	}

	const list = new BlockList();
	list.addSubnet('127.0.0.0', 8, 'ipv4');
	list.addAddress('::1', 'ipv6');
	for (const entry of entries) {
		const [address = '', prefix] = entry.split('/');
		const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
		if (isIP(address) === 0 || (prefix !== undefined && !/^\d{1,3}$/u.test(prefix))) {
			throw new ArthasError('ERR_USAGE', `--allow-agent ${entry} is no address or network`, {hint: 'for example 10.0.0.7 or 10.0.0.0/8'});
		}

		if (prefix === undefined) {
			list.addAddress(address, family);
		} else {
			list.addSubnet(address, Number(prefix), family);
		}
	}

	return {allow: {check: address => isIP(address) > 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')}};
}
