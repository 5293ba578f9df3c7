import type {AccountFiles, PasswdEntry, ShadowEntry} from '../account-files.js';
import type {LastLogin} from './last-login.js';

/** One account as `getinfo.users` tells it. Times are epoch seconds; null is unknown, or never. */
export type Account = {
	name: string;
	uid: number;
	gid: number;
	/** The name of the primary group, null where the group has none. */
	group: string | null;
	gecos: string;
	home: string;
	shell: string;
	/** True outside the uids that login.defs gives to ordinary users; root is a system account. */
	system: boolean;
	/** True when no password can open the account, as the `L` of `passwd -S`; a key still may. */
	locked: boolean | null;
	password: 'set' | 'locked' | 'none' | 'unknown';
	/** True when the password has to be changed or the account is past its date. */
	expired: boolean | null;
	last_change: number | null;
	/** When password or account, whichever is first, stop being accepted. */
	expires: number | null;
	/** Null when nobody logged in, or the host keeps no list of it. */
	last_login: number | null;
	/** A host, or a terminal of this one. */
	last_login_from: string | null;
	/** Names of all groups, the primary one too, sorted. */
	groups: string[];
};

const secondsPerDay = 86_400;

/** Shadow-utils reads a password age of this many days or more as "never". */
const neverDays = 10_000;

export function toAccount(user: PasswdEntry, files: AccountFiles, now: number, lastLogin?: LastLogin): Account {
	const {name, uid, gid, gecos, home, shell} = user;
	const shadow = files.shadow?.get(name);
	const password = passwordState(user, shadow);
	return {
		name, uid, gid,
		group: files.groups.find(group => group.gid === gid)?.name ?? null,
		gecos, home, shell,
		system: uid < files.ordinary.min || uid > files.ordinary.max,
		locked: password === 'unknown' ? null : password === 'locked',
		password,
		...ageing(shadow, now),
		last_login: lastLogin?.time ?? null,
		last_login_from: lastLogin?.from ?? null,
		groups: files.groups.filter(group => group.gid === gid || group.members.includes(name)).map(group => group.name).sort(),
	};
}

function passwordState(user: PasswdEntry, shadow: ShadowEntry | undefined): Account['password'] {
	const field = user.password === 'x' ? shadow?.password : user.password;
	if (field === undefined) {
		return 'unknown';
	}

	if (field === '') {
		return 'none';
	}

	return /^[!*]/.test(field) ? 'locked' : 'set';
}

/** The rules of shadow-utils: a last change on day 0 asks for a new password at the next login. */
function ageing(shadow: ShadowEntry | undefined, now: number): Pick<Account, 'expired' | 'last_change' | 'expires'> {
	if (shadow === undefined) {
		return {expired: null, last_change: null, expires: null};
	}

	const {lastChange, maxDays, expireDay} = shadow;
	const ends: number[] = [];
	if (expireDay !== null && expireDay > 0) {
		ends.push(expireDay * secondsPerDay);
	}

	if (lastChange !== null && lastChange > 0 && maxDays !== null && maxDays < neverDays) {
		ends.push((lastChange + maxDays) * secondsPerDay);
	}

	const expires = ends.length === 0 ? null : Math.min(...ends);
	return {
		expired: lastChange === 0 || (expires !== null && now >= expires),
		last_change: lastChange === null ? null : lastChange * secondsPerDay,
		expires,
	};
}
