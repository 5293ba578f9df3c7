import {ArthasError} from '../../core/error.js';
import {nearest} from '../../core/nearest.js';
import {wholeNumber, type Layer, type LayerKey} from './layer.js';

const prefix = 'ARTHAS_TUI_';

const layerKeys: readonly LayerKey[] = ['server', 'connect', 'agents', 'username', 'password', 'passwordFile', 'passwordCommand', 'ca', 'readOnly', 'timeout', 'parallel', 'maxMessage', 'consoleUrl'];

/** Read elsewhere than in the layer. */
const otherNames = [
	'PROFILE',
	'LANG',
	'SERVE_USERNAME',
	'SERVE_PASSWORD',
	'SERVE_PASSWORD_FILE',
	'AGENT_TOKEN',
	'AGENT_TOKEN_FILE',
	'SERVE_HOST',
	'SERVE_HTTP_PORT',
	'SERVE_WS_PORT',
	'SERVE_GRPC_PORT',
	'SERVE_TUNNEL_PORT',
	'SERVE_HOST_PORT',
	'SERVE_REDIRECT',
	'SERVE_ALLOW_AGENT',
	'SERVE_TLS_CERT',
	'SERVE_TLS_KEY',
	'SERVE_INSECURE',
	'SERVE_HOST_AGENT',
] as const;

const variables: readonly string[] = [...layerKeys.map(key => variableOf(key)), ...otherNames.map(name => prefix + name)];

/** What the variables say; an empty one counts as not set. */
export function environmentLayer(env: NodeJS.ProcessEnv): Layer {
	const read = (key: LayerKey) => readVariable(env, variableOf(key));
	const count = (key: LayerKey, limits: {min: number; max: number}) => wholeNumber(read(key), variableOf(key), limits);
	return {
		nameOf: variableOf,
		server: read('server'),
		connect: read('connect')?.trim().split(/\s+/u),
		agents: read('agents')?.trim().split(/\s+/u),
		username: read('username'),
		password: read('password'),
		passwordFile: read('passwordFile'),
		passwordCommand: read('passwordCommand'),
		ca: read('ca'),
		readOnly: readSwitch(read('readOnly'), variableOf('readOnly')),
		timeout: read('timeout'),
		parallel: count('parallel', {min: 1, max: 10_000}),
		maxMessage: count('maxMessage', {min: 65_536, max: 1 << 29}),
		consoleUrl: read('consoleUrl'),
	};
}

export function readVariable(env: NodeJS.ProcessEnv, name: string): string | undefined {
	const value = env[name];
	return value === undefined || value.trim() === '' ? undefined : value;
}

/** A misspelt variable would do nothing in silence, which is bad where it should have said read-only. */
export function strangeVariables(env: NodeJS.ProcessEnv): string[] {
	return Object.keys(env).filter(name => name.startsWith(prefix) && !variables.includes(name)).map(name => {
		const meant = nearest(name, variables);
		return `the variable ${name} means nothing here${meant ? `; did you mean ${meant}?` : ''}`;
	});
}

function variableOf(key: LayerKey): string {
	return prefix + key.replaceAll(/[A-Z]/gu, letter => `_${letter}`).toUpperCase();
}

/** A yes or a no; undefined where nothing stands. */
export function readSwitch(text: string | undefined, name: string): boolean | undefined {
	if (text === undefined) {
		return undefined;
	}

	const word = text.trim().toLowerCase();
	if (['1', 'true', 'yes', 'on'].includes(word)) {
		return true;
	}

	if (['0', 'false', 'no', 'off'].includes(word)) {
		return false;
	}

	throw new ArthasError('ERR_USAGE', `${name} is “${text.slice(0, 40)}”, which is neither yes nor no`, {hint: 'write 1 or 0'});
}
