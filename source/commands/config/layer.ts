import {ArthasError} from '../../core/error.js';
import type {Flags} from '../context.js';
import type {ProfileConfig} from './config.js';

/** Settings from one place, still as they were written there. */
export type Layer = {[Key in keyof ProfileConfig]?: ProfileConfig[Key] | undefined} & {
	password?: string | undefined;
	maxMessage?: number | undefined;
	/** How errors call a setting of this place: `--timeout`, `ARTHAS_TUI_TIMEOUT`, `timeout of the profile prod`. */
	nameOf: (key: LayerKey) => string;
	/** The config file that it stands in; relative file names start there. */
	file?: string | undefined;
	/** Name of the profile, when this is one. */
	profile?: string | undefined;
};

export type LayerKey = keyof ProfileConfig | 'password' | 'maxMessage';

export function flagLayer(flags: Flags): Layer {
	const nameOf = (key: LayerKey) => `--${key.replaceAll(/[A-Z]/gu, letter => `-${letter.toLowerCase()}`)}`;
	return {
		nameOf,
		server: flags.server,
		connect: flags.connect,
		agents: flags.agent,
		username: flags.username,
		passwordFile: flags.passwordFile,
		ca: flags.ca,
		readOnly: flags.readOnly,
		timeout: flags.timeout,
		parallel: wholeNumber(flags.parallel, nameOf('parallel'), {min: 1, max: 10_000}),
	};
}

/** A profile of the config file, or the defaults for all at its top. */
export function configLayer(config: ProfileConfig & {maxMessage?: number}, file: string, profile?: string): Layer {
	return {
		...config, profile, file, nameOf: key => `${key} of ${profile === undefined ? file : `the profile ${profile}`}`,
	};
}

/** A number written as text, by a flag or a variable. */
export function wholeNumber(text: string | undefined, what: string, {min, max}: {min: number; max: number}): number | undefined {
	if (text === undefined) {
		return undefined;
	}

	const count = /^\d{1,12}$/u.test(text) ? Number(text) : Number.NaN;
	if (!(count >= min && count <= max)) {
		throw new ArthasError('ERR_USAGE', `${what} is “${text.slice(0, 40)}”: it must be a whole number from ${min} to ${max}`, {hint: 'write digits only'});
	}

	return count;
}
