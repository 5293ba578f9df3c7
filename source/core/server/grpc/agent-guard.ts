import {type Buffer} from 'node:buffer';
import {createHash, timingSafeEqual} from 'node:crypto';
import type {Metadata} from '@grpc/grpc-js';
import type {AgentAccess} from '../options.js';

/** Whether an agent may come in: by its token, or by its address where it can send none. Without a rule all may. */
export function mayEnter(access: AgentAccess, {getPeer, metadata}: {getPeer(): string; metadata: Metadata}): boolean {
	return isWelcome(access, getPeer(), String(metadata.get('authorization')[0] ?? '').replace(/^Bearer /u, ''));
}

/** The same for agents that show their token in another way; `peer` is an address and a port. */
export function isWelcome({token, allow}: AgentAccess, peer: string, shown: string): boolean {
	return (!token && !allow) || (token !== undefined && token !== '' && isSame(shown, token)) || (allow?.check(addressOf(peer)) ?? false);
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
