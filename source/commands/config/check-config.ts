import {ArthasError} from '../../core/error.js';
import {parseDuration} from '../duration.js';
import {nearest} from '../../core/nearest.js';
import {
	profileKeys, topKeys, type Config, type ConfigKind, type ProfileConfig,
} from './config.js';

/**
Tells whether a parsed file is a Config. What stands inside its profiles is not looked at: a fault in one
must not keep the others from being used.

@throws ArthasError ERR_CONFIG_KEY or ERR_CONFIG_SECRET, naming the key and where it stands.
*/
export function checkConfig(value: unknown, file: string): Config {
	if (!isObject(value)) {
		throw wrongKind(`the content of ${file}`, 'an object: {…}', value);
	}

	const {profiles, ...top} = value;
	checkKeys(top, topKeys, file, ['profiles']);
	if (profiles !== undefined && !isObject(profiles)) {
		throw wrongKind(`“profiles” in ${file}`, 'an object: {"prod": {…}}', profiles);
	}

	return value;
}

/**
Tells whether what stands under a name in `profiles` is a profile.

@throws ArthasError ERR_CONFIG_KEY or ERR_CONFIG_SECRET
*/
export function checkProfile(profile: unknown, name: string, file: string): ProfileConfig {
	if (!isObject(profile)) {
		throw wrongKind(`the profile “${name}” in ${file}`, 'an object: {"server": "host:8800"}', profile);
	}

	checkKeys(profile, profileKeys, `the profile “${name}” of ${file}`);
	return profile;
}

const secrets = /^(?:pass|passwd|password|secret|token|agenttoken)$/iu;

function checkKeys(section: Record<string, unknown>, kinds: Readonly<Record<string, ConfigKind>>, where: string, others: string[] = []): void {
	for (const [key, value] of Object.entries(section)) {
		if (secrets.test(key)) {
			throw new ArthasError('ERR_CONFIG_SECRET', `“${key}” must not stand in ${where}`, {
				hint: 'use passwordCommand (such as "pass show arthas"), passwordFile (a file that only you can read) or ARTHAS_TUI_PASSWORD',
			});
		}

		const kind = Object.hasOwn(kinds, key) ? kinds[key] : undefined;
		if (kind === undefined) {
			throw unknownKey(key, where, [...Object.keys(kinds), ...others]);
		}

		const problem = checks[kind](value, key);
		if (problem !== undefined) {
			throw wrongKind(`“${key}” in ${where}`, problem, value);
		}
	}

	if (section['passwordCommand'] !== undefined && section['passwordFile'] !== undefined) {
		throw new ArthasError('ERR_CONFIG_KEY', `passwordCommand and passwordFile both stand in ${where}`, {hint: 'keep the one that shall count'});
	}
}

/** What the value should be, or undefined where it is. */
const checks: Record<ConfigKind, (value: unknown, key: string) => string | undefined> = {
	text: value => isText(value) ? undefined : 'a text in quotes',
	texts: value => Array.isArray(value) && value.every(item => isText(item)) ? undefined : 'a list of texts: ["…"]',
	'yes or no': value => typeof value === 'boolean' ? undefined : 'true or false, without quotes',
	time(value, key) {
		try {
			parseDuration(isText(value) ? value : '', key);
			return undefined;
		} catch {
			return 'a time in quotes, such as "10s" or "5m"';
		}
	},
	count: value => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 10_000 ? undefined : 'a whole number from 1 to 10000, without quotes',
	bytes: value => Number.isInteger(value) && Number(value) >= 65_536 && Number(value) <= 1 << 29 ? undefined : 'a number of bytes from 65536 to 536870912, without quotes',
};

function unknownKey(key: string, where: string, known: string[]): ArthasError {
	const meant = nearest(key, known);
	return new ArthasError('ERR_CONFIG_KEY', `“${key.slice(0, 60)}” in ${where} is no setting`, {
		hint: meant ? `did you mean ${meant}?` : `known are ${known.join(', ')}`,
	});
}

function wrongKind(what: string, wanted: string, value: unknown): ArthasError {
	return new ArthasError('ERR_CONFIG_KEY', `${what} must be ${wanted}, and is ${describe(value)}`, {hint: 'correct it there'});
}

function describe(value: unknown): string {
	if (value === null || Array.isArray(value) || typeof value === 'object') {
		return value === null ? 'null' : (Array.isArray(value) ? 'a list' : 'an object');
	}

	return value === '' ? 'an empty text' : `the ${typeof value === 'string' ? 'text' : typeof value} ${JSON.stringify(value).slice(0, 40)}`;
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
