import {checkProfile} from './check-config.js';
import {readConfig} from './read-config.js';

/** What is wrong with the profiles of a config file, whether they are used or not. Throws as `readConfig` does. */
export async function profileFaults(file: string): Promise<unknown[]> {
	const {profiles = {}} = await readConfig(file) ?? {};
	return Object.entries(profiles).flatMap(([name, profile]) => {
		try {
			checkProfile(profile, name, file);
			return [];
		} catch (error) {
			return [error];
		}
	});
}
