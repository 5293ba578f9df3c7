import {readFile} from 'node:fs/promises';

/** Where the files are; tests point somewhere else. */
export type AccountPaths = {passwd: string; group: string; loginDefs: string; shadow: string; lastlog?: string};

export const systemAccountPaths: AccountPaths = {
	passwd: '/etc/passwd', group: '/etc/group', loginDefs: '/etc/login.defs', shadow: '/etc/shadow', lastlog: '/var/log/lastlog',
};

/** A line of passwd(5). `password` is `x` where the real one is in the shadow file. */
export type PasswdEntry = {name: string; password: string; uid: number; gid: number; gecos: string; home: string; shell: string};
export type GroupEntry = {name: string; gid: number; members: string[]};
/** A line of shadow(5). Days count from 1970; null where the field is empty. */
export type ShadowEntry = {password: string; lastChange: number | null; maxDays: number | null; expireDay: number | null};

export type AccountFiles = {
	users: PasswdEntry[];
	groups: GroupEntry[];
	/** Absent when the file could not be read: it is root's alone. */
	shadow?: Map<string, ShadowEntry>;
	/** The uids of ordinary users, both ends included. */
	ordinary: {min: number; max: number};
	/** Which files could not be read, by their own names. */
	unreadable: string[];
};

/**
Reads the account files of this host. Nothing is asked of a directory service, so accounts that exist only there
(LDAP, macOS's Open Directory) are not among them. Never rejects.
*/
export async function readAccountFiles(paths: AccountPaths = systemAccountPaths): Promise<AccountFiles> {
	const unreadable: string[] = [];
	const read = async (name: string, path: string) => {
		try {
			return await readFile(path, 'utf8');
		} catch (error) {
			// A host without login.defs uses the defaults of that file, which is not a lack of knowledge.
			if (name !== 'login.defs' || (error as NodeJS.ErrnoException).code !== 'ENOENT') {
				unreadable.push(name);
			}

			return undefined;
		}
	};

	const [passwd, group, loginDefs, shadow] = await Promise.all([
		read('passwd', paths.passwd), read('group', paths.group), read('login.defs', paths.loginDefs), read('shadow', paths.shadow),
	]);
	return {
		users: parsePasswd(passwd ?? ''),
		groups: parseGroup(group ?? ''),
		...(shadow !== undefined && {shadow: parseShadow(shadow)}),
		ordinary: parseLoginDefs(loginDefs ?? ''),
		unreadable: unreadable.sort(),
	};
}

function parsePasswd(text: string): PasswdEntry[] {
	return records(text, 7).map(([name = '', password = '', uid, gid, gecos = '', home = '', shell = '']) => ({
		name, password, uid: Number(uid), gid: Number(gid), gecos, home, shell,
	}));
}

function parseGroup(text: string): GroupEntry[] {
	return records(text, 4).map(([name = '', , gid, members = '']) => ({
		name, gid: Number(gid), members: members.split(',').filter(member => member !== ''),
	}));
}

function parseShadow(text: string): Map<string, ShadowEntry> {
	return new Map(records(text, 8).map(fields => [
		fields[0] ?? '', {
			password: fields[1] ?? '', lastChange: days(fields[2]), maxDays: days(fields[4]), expireDay: days(fields[7]),
		},
	]));
}

/** The lines with at least `fields` fields: comments, blanks and the `+::::::` of old NIS set-ups are none. */
function records(text: string, fields: number): string[][] {
	return text.split('\n').filter(line => !/^[#+-]/.test(line)).map(line => line.split(':')).filter(line => line.length >= fields);
}

function days(field: string | undefined): number | null {
	return field === undefined || !/^\d+$/.test(field) ? null : Number(field);
}

function parseLoginDefs(text: string): {min: number; max: number} {
	const value = (key: string) => new RegExp(String.raw`^[ \t]*${key}[ \t]+(\d+)`, 'm').exec(text)?.[1];
	// 1000 and 60000 are what shadow-utils assumes without the file; macOS gives people uids from 501.
	return {min: Number(value('UID_MIN') ?? (process.platform === 'darwin' ? 500 : 1000)), max: Number(value('UID_MAX') ?? 60_000)};
}
