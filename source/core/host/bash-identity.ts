import process from 'node:process';
import {readAccountFiles, systemAccountPaths, type AccountPaths} from './account-files.js';
import {failure, type HostAnswer} from './method.js';

export type BashIdentity = {uid?: number; gid?: number; env?: Record<string, string>};

/**
Whose rights a command gets: those of the agent when nobody was named. Another user or group needs root, and the
names have to stand in the account files. A user without a named group gets the primary one.
*/
export async function findIdentity(wanted: {user?: string; group?: string}, paths: AccountPaths = systemAccountPaths): Promise<BashIdentity | HostAnswer> {
	if (wanted.user === undefined && wanted.group === undefined) {
		return {};
	}

	const files = await readAccountFiles(paths);
	const user = files.users.find(({name}) => name === wanted.user);
	const group = files.groups.find(({name}) => name === wanted.group);
	if ((wanted.user !== undefined && user === undefined) || (wanted.group !== undefined && group === undefined)) {
		return failure('unknownAccount', user === undefined && wanted.user !== undefined ? wanted.user : wanted.group);
	}

	const uid = user?.uid;
	const gid = group?.gid ?? user?.gid;
	const isOwn = (uid === undefined || uid === process.getuid?.()) && (gid === undefined || gid === process.getgid?.());
	if (isOwn) {
		return {};
	}

	if (process.getuid?.() !== 0) {
		return failure('permissionDenied', 'the host agent does not run as root', 'Leave out -u and -g to run the command with the rights of the agent.');
	}

	return {
		...(uid !== undefined && {uid}),
		...(gid !== undefined && {gid}),
		...(user !== undefined && {
			env: {
				USER: user.name, LOGNAME: user.name, HOME: user.home, SHELL: user.shell,
			},
		}),
	};
}
