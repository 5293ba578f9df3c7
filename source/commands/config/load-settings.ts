import {ArthasError} from '../../core/error.js';
import {explain} from '../../core/explain.js';
import {defaultMessageLimit} from '../../core/protocol/json.js';
import type {Flags, Settings} from '../context.js';
import {parseDuration} from '../duration.js';
import {wordsMeant} from '../usage.js';
import {checkProfile} from './check-config.js';
import type {Config, ProfileConfig} from './config.js';
import {first, readEndpoints} from './endpoints.js';
import {withOwnCertificate} from './own-certificate.js';
import {environmentLayer, readVariable, strangeVariables} from './environment.js';
import {configLayer, flagLayer, type Layer} from './layer.js';
import {configPath, systemConfigPath} from './location.js';
import {readConfig} from './read-config.js';
import {readServeSettings} from './serve-settings.js';

export type LoadOptions = {
	flags: Flags;
	env: NodeJS.ProcessEnv;
	/** False for commands that connect nowhere: then no password is fetched either. */
	withEndpoints?: boolean;
	/** The profile's name stands alone on the command line, where a command was perhaps meant. */
	isBareWord?: boolean | undefined;
	systemFile?: string;
};

const defaultParallel = 16;

/**
Flag before environment before profile before the top of the config file before default, setting by
setting. Read-only is the exception: whoever says it, it holds.

@throws ArthasError ERR_USAGE, ERR_CONFIG_*, or ERR_CONNECT_ADDRESS for a server that can't be understood.
*/
export async function loadSettings({flags, env, withEndpoints = true, isBareWord = false, systemFile = systemConfigPath}: LoadOptions): Promise<{settings: Settings; warnings: string[]}> {
	const file = configPath(env);
	const config = await readConfig(file) ?? {};
	const profile = flags.profile ?? readVariable(env, 'ARTHAS_TUI_PROFILE');
	const chosen = profile === undefined ? [] : [configLayer(profileOf(config, profile, {file, isBareWord}), file, profile)];
	const {profiles, ...top} = config;
	const layers = [flagLayer(flags), environmentLayer(env), ...chosen, configLayer(top, file)];
	const system = await readSystemFile(systemFile);
	const warnings = [...strangeVariables(env), ...system.warnings];
	const timed = first(layers, 'timeout');
	return {
		settings: {
			profile,
			endpoints: withEndpoints ? await withOwnCertificate(await readEndpoints(layers, env), flags) : [],
			readOnly: system.readOnly || isReadOnly(layers, warnings),
			timeoutMs: timed?.timeout === undefined ? undefined : parseDuration(timed.timeout, timed.nameOf('timeout')),
			parallel: first(layers, 'parallel')?.parallel ?? defaultParallel,
			maxMessage: first(layers, 'maxMessage')?.maxMessage ?? defaultMessageLimit,
			serve: await readServeSettings(env),
		},
		warnings,
	};
}

function profileOf({profiles = {}}: Config, name: string, {file, isBareWord}: {file: string; isBareWord: boolean}): ProfileConfig {
	if (!Object.hasOwn(profiles, name)) {
		const known = Object.keys(profiles);
		if (isBareWord) {
			throw new ArthasError('ERR_USAGE', `there is neither a command nor a profile “${name.slice(0, 60)}”`, {hint: wordsMeant(name, known)});
		}

		throw new ArthasError('ERR_USAGE', `there is no profile “${name.slice(0, 60)}”`, {
			hint: known.length > 0 ? `${file} has ${known.join(', ')}` : `profiles stand in ${file}: {"profiles": {"${name.slice(0, 60)}": {"server": "host:8800"}}}`,
		});
	}

	return checkProfile(profiles[name], name, file);
}

/** Nothing loosens it, not even what would win otherwise; the attempt is told. */
function isReadOnly(layers: readonly Layer[], warnings: string[]): boolean {
	const saysSo = layers.find(({readOnly}) => readOnly === true);
	const denies = layers.find(({readOnly}, index) => readOnly === false && index > 0);
	if (saysSo && denies && layers.indexOf(denies) < layers.indexOf(saysSo)) {
		warnings.push(`${denies.nameOf('readOnly')} can't undo ${saysSo.nameOf('readOnly')}: it stays read-only`);
	}

	return saysSo !== undefined;
}

/** An administrator's word. When it can't be understood, the careful reading of it holds. */
async function readSystemFile(file: string): Promise<{readOnly: boolean; warnings: string[]}> {
	try {
		const {readOnly = false, ...others} = await readConfig(file) ?? {};
		const ignored = Object.keys(others);
		return {readOnly, warnings: ignored.length > 0 ? [`${file}: only readOnly counts there, not ${ignored.join(', ')}`] : []};
	} catch (error) {
		const {what, todo} = explain(error);
		return {readOnly: true, warnings: [`read-only, because ${what}; ${todo}`]};
	}
}
