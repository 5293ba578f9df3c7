import {type Buffer} from 'node:buffer';
import {createHash, timingSafeEqual} from 'node:crypto';
import type {Metadata} from '@grpc/grpc-js';
import type {AgentAccess} from '../options.js';

/** Whether an agent may come in: by its token, or by its address where it can send none. Without a rule all may. */
export function mayEnter({token, allow}: AgentAccess, {getPeer, metadata}: {getPeer(): string; metadata: Metadata}): boolean {
	if (!token && !allow) {
		return true;
	}

	const sent = String(metadata.get('authorization')[0] ?? '');
	return (token !== undefined && token !== '' && isSame(sent, `Bearer ${token}`)) || (allow?.check(addressOf(getPeer())) ?? false);
}

/** The address in `1.2.3.4:567`, `::1:567` or `::ffff:1.2.3.4:567`, as grpc-js writes them. */
function addressOf(peer: string): string {
	return peer.replace(/:\d+$/u, '').replaceAll(/[[\]]/gu, '').replace(/^::ffff:(?=\d+\.)/u, '');
}

function isSame(left: string, right: string): boolean {
	return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
