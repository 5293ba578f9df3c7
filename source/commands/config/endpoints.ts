import {readFile, stat} from 'node:fs/promises';
import {homedir} from 'node:os';
import path from 'node:path';
import {ArthasError} from '../../core/error.js';
import {formatEndpoint, parseEndpoint, type Endpoint} from '../../core/client/endpoint.js';
import type {Layer, LayerKey} from './layer.js';
import {runPasswordCommand} from './password-command.js';
import {readSecretFile} from './secret-file.js';

/**
The servers of the first layer that names any, with the login and certificate authority that hold.
Without a server nothing else is looked at, so no password is asked for in vain.
*/
export async function readEndpoints(layers: readonly Layer[], env: NodeJS.ProcessEnv): Promise<Endpoint[]> {
	const layer = layers.find(({server, connect}) => server !== undefined || (connect?.length ?? 0) > 0);
	if (!layer) {
		return [];
	}

	const texts = [...(layer.server === undefined ? [] : [layer.server]), ...layer.connect ?? []];
	const endpoints = distinct(texts.map(text => parseEndpoint(text)));
	const consoleUrl = readConsoleUrl(layers, endpoints.length);
	const agents = readAgents(layers, endpoints);
	const ca = await readAuthority(layers);
	const password = await readPassword(layers, env);
	const username = first(layers, 'username')?.username;
	const name = layer.profile !== undefined && endpoints.length === 1 ? {name: layer.profile} : {};
	return endpoints.map(endpoint => ({
		...endpoint,
		...name,
		...(consoleUrl && {consoleUrl}),
		...(endpoint.kind === 'tunnel' && agents.length > 0 && {agents: [...new Set([...endpoint.agents ?? [], ...agents])]}),
		...(ca !== undefined && {ca}),
		...(username !== undefined && endpoint.username === undefined && {username}),
		...(password !== undefined && {password}),
	}));
}

/** The first layer that has one of the keys. */
export function first(layers: readonly Layer[], ...keys: LayerKey[]): Layer | undefined {
	return layers.find(layer => keys.some(key => layer[key] !== undefined));
}

/** Each server once; two that would have the same name are called by their whole address. */
function distinct(endpoints: Endpoint[]): Endpoint[] {
	const byAddress = new Map(endpoints.map(endpoint => [formatEndpoint(endpoint), endpoint]));
	const names = [...byAddress.values()].map(({name}) => name);
	return [...byAddress].map(([address, endpoint]) => names.filter(name => name === endpoint.name).length > 1 ? {...endpoint, name: address} : endpoint);
}

async function readPassword(layers: readonly Layer[], env: NodeJS.ProcessEnv): Promise<string | undefined> {
	const layer = first(layers, 'password', 'passwordFile', 'passwordCommand');
	if (layer?.password !== undefined) {
		return layer.password;
	}

	if (layer?.passwordFile !== undefined) {
		return readSecretFile(resolveFile(layer.passwordFile, layer));
	}

	if (layer?.passwordCommand === undefined) {
		return undefined;
	}

	if (layer.file !== undefined) {
		await checkOwnership(layer.file);
	}

	return runPasswordCommand(layer.passwordCommand, layer.nameOf('passwordCommand'), {env});
}

/** Whoever may write the file decides what runs as this user. */
async function checkOwnership(file: string): Promise<void> {
	const {mode} = await stat(file);
	if ((mode & 0o022) !== 0) {
		throw new ArthasError('ERR_CONFIG_SECRET', `other people on this machine can write ${file}, which names a passwordCommand`, {hint: `type: chmod 600 ${file}`});
	}
}

async function readAuthority(layers: readonly Layer[]): Promise<string | undefined> {
	const layer = first(layers, 'ca');
	if (layer?.ca === undefined) {
		return undefined;
	}

	const file = resolveFile(layer.ca, layer);
	const problem = (why: string, cause?: unknown) => new ArthasError('ERR_CONFIG_FILE', `${layer.nameOf('ca')}: ${file} ${why}`, {
		hint: 'it must be a PEM file with the certificate of the authority', cause,
	});
	let text;
	try {
		text = await readFile(file, 'utf8');
	} catch (error) {
		throw problem(`can't be read: ${(error as NodeJS.ErrnoException).code ?? ''}`, error);
	}

	if (!text.includes('-----BEGIN CERTIFICATE-----')) {
		throw problem('holds no certificate');
	}

	return text;
}

function readConsoleUrl(layers: readonly Layer[], servers: number): URL | undefined {
	const layer = first(layers, 'consoleUrl');
	if (layer?.consoleUrl === undefined) {
		return undefined;
	}

	const url = URL.parse(layer.consoleUrl);
	if (!url || !['ws:', 'wss:', 'http:', 'https:'].includes(url.protocol)) {
		throw new ArthasError('ERR_CONFIG_KEY', `${layer.nameOf('consoleUrl')} is no address of consoles`, {hint: 'write for example ws://host:8801/ws'});
	}

	if (servers > 1) {
		throw new ArthasError('ERR_CONFIG_KEY', `${layer.nameOf('consoleUrl')} can't be that of ${servers} servers`, {hint: 'make a profile of its own for the server that it belongs to'});
	}

	return url;
}

/** Other servers know their agents; of several tunnel servers nobody can say which one an id belongs to. */
function readAgents(layers: readonly Layer[], endpoints: readonly Endpoint[]): readonly string[] {
	const layer = first(layers, 'agents');
	const tunnels = endpoints.filter(({kind}) => kind === 'tunnel');
	if (layer?.agents === undefined || (tunnels.length === 0 && layer.file !== undefined)) {
		return [];
	}

	if (tunnels.length !== 1) {
		throw new ArthasError('ERR_CONFIG_KEY', `${layer.nameOf('agents')} names agents of one tunnel server, and ${tunnels.length} are given`, {
			hint: 'write the id behind the address: tunnel+ws://host:7777?agent=ID',
		});
	}

	return layer.agents;
}

/** `~/` is the home folder; the rest is relative to where the setting stands. */
export function resolveFile(file: string, {file: from}: Pick<Layer, 'file'>): string {
	return file.startsWith('~/') ? path.join(homedir(), file.slice(2)) : path.resolve(from === undefined ? '.' : path.dirname(from), file);
}
