import {findIdentity} from '../bash-identity.js';
import type {HostAnswer} from '../method.js';
import type {CronTask} from './task.js';

/** Why a task could never run as it says whose rights it gets: an unknown account, or one that this agent can't become. */
export async function checkAccount({user, group}: CronTask): Promise<HostAnswer | undefined> {
	const identity = await findIdentity({...(user !== null && {user}), ...(group !== null && {group})});
	return 'statusCode' in identity ? identity : undefined;
}
