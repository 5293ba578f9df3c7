import type {HostReader} from '../define/host-reader.js';

let last: {changedAtMs: number; size: number; root: string; names: Map<number, string>} | undefined;

/** Names of accounts by their uids; the number as a text where no account has it. */
export function accountNames(host: HostReader): (uid: number) => string {
	const root = host.at('/');
	const {changedAtMs = 0, size = 0} = host.facts('/etc/passwd') ?? {};
	if (last?.root !== root || last.changedAtMs !== changedAtMs || last.size !== size) {
		const lines = (host.text('/etc/passwd') ?? '').split('\n').map(line => line.split(':')).filter(({length}) => length >= 7);
		// The first of several names of one uid is the one that tools print.
		last = {
			root, changedAtMs, size, names: new Map(lines.toReversed().map(([name = '', , uid]) => [Number(uid), name])),
		};
	}

	const {names} = last;
	return uid => names.get(uid) ?? String(uid);
}
