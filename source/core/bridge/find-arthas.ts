import type {Endpoint} from '../client/endpoint.js';
import {isJsonObject} from '../protocol/is-json-object.js';
import type {HostContext} from '../host/method.js';
import {getinfoJvms} from '../host/getinfo/jvms.js';

export type FoundArthas = {
	pid: number;
	/** What tells this process from a later one with the same number. */
	startedAtMs: number;
	user: string;
	/** Ports that may be Arthas's, the usual one for HTTP first. */
	ports: number[];
	/** What it asks for, where that is known of this one. */
	login?: Pick<Endpoint, 'username' | 'password'> | undefined;
	/** Its id at the server, where it has one that isn't made of its name and place. */
	agentId?: string | undefined;
};

/** Where Arthas speaks HTTP when nobody chose otherwise. */
const usualPort = 8563;

/** The JVMs of this host in which Arthas serves. Throws where the host can't be read. */
export async function findArthas(context: HostContext): Promise<FoundArthas[]> {
	const {body, statusCode, message} = await getinfoJvms.run('', context);
	const {data} = body;
	if (statusCode !== 0 || !isJsonObject(data)) {
		throw new Error(message ?? 'this host doesn\'t tell its JVMs');
	}

	const jvms = Array.isArray(data['jvms']) ? data['jvms'].filter(jvm => isJsonObject(jvm)) : [];
	return jvms.filter(({arthas}) => arthas === 'attached').map(({pid, startedAtMs, user, arthasPorts}) => ({
		pid: Number(pid), startedAtMs: Number(startedAtMs), user: typeof user === 'string' ? user : '', ports: inOrder(Array.isArray(arthasPorts) ? arthasPorts.map(Number) : []),
	})).filter(({ports}) => ports.length > 0);
}

function inOrder(ports: readonly number[]): number[] {
	return [...ports].sort((a, b) => Number(b === usualPort) - Number(a === usualPort) || b - a);
}
