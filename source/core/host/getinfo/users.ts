import os from 'node:os';
import {
	readAccountFiles, systemAccountPaths, type AccountFiles, type AccountPaths, type PasswdEntry,
} from '../account-files.js';
import {parseFlags} from '../flags.js';
import {
	answer, failure, type HostAnswer, type HostMethod,
} from '../method.js';
import {toAccount, type Account} from './account.js';
import {epochSeconds} from './epoch-seconds.js';

export const getinfoUsers: HostMethod = {
	name: 'getinfo.users',
	aliases: ['info.users'],
	summary: 'Accounts of this host: ordinary users, or all, or one',
	usage: '[-U name | -A | -u | -S]',
	tier: 'look',
	run: async args => users(args),
};

const options = {
	name: {type: 'string', short: 'U'},
	all: {type: 'boolean', short: 'A'},
	ordinary: {type: 'boolean', short: 'u'},
	system: {type: 'boolean', short: 'S'},
} as const;

/**
`{ts, users, partial?}`, sorted by uid. A name that nobody has is a failure with 3022, so that a typing error
is not taken for a host without that user.
*/
export async function users(args: string, paths: AccountPaths = systemAccountPaths): Promise<HostAnswer> {
	const flags = parseFlags(args, options);
	if ('problem' in flags) {
		return failure('invalidParams', flags.problem);
	}

	if (Object.keys(flags.values).length > 1) {
		return failure('invalidParams', 'only one of -U, -A, -u and -S can be given');
	}

	const {name, all, system} = flags.values;
	const files = withOwnAccount(await readAccountFiles(paths));
	const wanted = (account: Account) => name === undefined ? all === true || account.system === (system === true) : account.name === name;
	const ts = epochSeconds();
	const found = files.users.map(user => toAccount(user, files, ts)).filter(account => wanted(account));
	if (name !== undefined && found.length === 0) {
		return failure('unknownAccount', name);
	}

	found.sort((a, b) => a.uid - b.uid || (a.name < b.name ? -1 : 1));
	return answer({ts, users: found, ...(files.unreadable.length > 0 && {partial: files.unreadable})});
}

/**
Where the running account is missing from the passwd file, the file is not the whole truth (macOS and LDAP keep
people elsewhere, Windows has no such file): the account is added as far as it is known, and the file called partial.
*/
function withOwnAccount(files: AccountFiles): AccountFiles {
	const own = ownAccount();
	if (own === undefined || files.users.some(user => user.name === own.username || user.uid === own.uid)) {
		return files;
	}

	const user: PasswdEntry = {
		name: own.username, password: 'x', uid: own.uid, gid: own.gid, gecos: '', home: own.homedir, shell: own.shell ?? '',
	};
	return {...files, users: [...files.users, user], unreadable: [...new Set([...files.unreadable, 'passwd'])].sort()};
}

/** Node throws when the process runs under a uid that no account has, as containers do. */
function ownAccount(): os.UserInfo<string> | undefined {
	try {
		return os.userInfo();
	} catch {
		return undefined;
	}
}
