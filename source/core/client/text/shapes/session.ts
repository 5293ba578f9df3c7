import type {Json, Result} from '../../../protocol/result.js';

const names: Record<string, [name: string, read: (text: string) => Json]> = {
	JAVA_PID: ['javaPid', Number],
	SESSION_ID: ['sessionId', String],
	AGENT_ID: ['agentId', String],
	TUNNEL_SERVER: ['tunnelServer', String],
	TUNNEL_CONNECTED: ['tunnelConnected', text => text === 'true'],
	STAT_URL: ['statUrl', String],
	USER_ID: ['userId', String],
};

/** The table of `session`. */
export function readSession([head = '', line = '', ...rows]: readonly string[]): Result[] | undefined {
	if (!/^ Name +Value$/u.test(head) || !/^-+$/u.test(line)) {
		return undefined;
	}

	const session: Result = {type: 'session'};
	for (const row of rows) {
		const {name, value} = /^ (?<name>[A-Z_]+) {2,}(?<value>\S+)$/u.exec(row)?.groups ?? {};
		const known = name === undefined ? undefined : names[name];
		if (!known || value === undefined) {
			return undefined;
		}

		session[known[0]] = known[1](value);
	}

	return [session];
}
