import os from 'node:os';
import path from 'node:path';
import {
	readAccountFiles, systemAccountPaths, type AccountFiles, type AccountPaths, type PasswdEntry,
} from '../account-files.js';
import {readOptions, type OptionTable} from '../define/options.js';
import {
	answer, failure, type HostAnswer, type HostMethod,
} from '../method.js';
import {toAccount, type Account} from './account.js';
import {epochSeconds} from './epoch-seconds.js';
import {readLastLogins} from './last-login.js';

const options = {
	name: {
		kind: 'text', short: 'U', value: 'NAME', about: 'one of them',
	},
	all: {kind: 'flag', short: 'A', about: 'all of them'},
	ordinary: {kind: 'flag', short: 'u', about: 'those of people, as without an option'},
	system: {kind: 'flag', short: 'S', about: 'those of the system'},
} as const satisfies OptionTable;

export const getinfoUsers: HostMethod = {
	name: 'getinfo.users',
	aliases: ['info.users'],
	summary: 'Accounts of this host: ordinary users, or all, or one',
	usage: '[-U name | -A | -u | -S]',
	tier: 'look',
	options,
	schema: {
		ts: 'number',
		users: [{
			name: 'text', uid: 'number', gid: 'number', group: 'text?', gecos: 'text', home: 'text', shell: 'text', system: 'flag', locked: 'flag?', password: 'text', expired: 'flag?',
			last_change: 'number?', expires: 'number?', last_login: 'number?', last_login_from: 'text?', groups: 'texts',
		}],
	},
	run: async (args, {root = ''}) => users(args, root === '' ? systemAccountPaths : below(root)),
};

/** The same files of a host that is mounted somewhere. */
function below(root: string): AccountPaths {
	return Object.fromEntries(Object.entries(systemAccountPaths).map(([name, file]) => [name, path.join(root, file)])) as AccountPaths;
}

/**
`{ts, users, partial?}`, sorted by uid. A name that nobody has is a failure with 3022, so that a typing error
is not taken for a host without that user.
*/
export async function users(args: string, paths: AccountPaths = systemAccountPaths): Promise<HostAnswer> {
	const flags = readOptions(args, options);
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
	const logins = paths.lastlog === undefined ? undefined : readLastLogins(paths.lastlog, files.users.map(({uid}) => uid));
	const found = files.users.map(user => toAccount(user, files, ts, logins?.get(user.uid))).filter(account => wanted(account));
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
