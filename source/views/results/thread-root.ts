import type {Members} from '../members.js';

/** The line about a thread above a trace or a stack: `ts=…;thread_name=…;id=…`. */
export function threadRoot(members: Members): string {
	const values: Array<[name: string, value: string | undefined]> = [
		['ts', members.text('ts') ?? members.text('timestamp')],
		['thread_name', members.text('threadName')],
		['id', members.text('threadId')],
		['is_daemon', members.text('daemon')],
		['priority', members.text('priority')],
		['TCCL', members.text('classloader')],
		['trace_id', members.text('traceId')],
		['rpc_id', members.text('rpcId')],
	];
	return values.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${value}`).join(';');
}
