import {status, type ServerDuplexStream} from '@grpc/grpc-js';
import type {HeartbeatRequest, HeartbeatResponse} from '../../protocol/generated/ArthasService.js';
import {steadyNow} from '../clock.js';
import type {DoorContext} from '../grpc-door.js';
import {failCall} from './fail-call.js';

/** An error in the first instants is overlooked by agent 3.5.6, which then believes in a dead connection. */
const settleMs = 2000;

type BeatStream = ServerDuplexStream<HeartbeatRequest, HeartbeatResponse>;

/**
`heartbeat`: never ended while the agent keeps it open, since stock agents don't open it again. Agents of
protocol 1.0.0 call it as unary, which is a stream that they half-close after one message.
*/
export function serveHeartbeats({registry}: DoorContext, call: BeatStream): void {
	const peer = call.getPeer();
	const openedAt = steadyNow();
	let answered = Promise.resolve();
	const answer = async (beat: HeartbeatRequest) => {
		const {agentId} = beat;
		if (await registry.heartbeat(beat, peer)) {
			call.write({status: 0, message: `heartbeat ok: ${agentId}`});
		} else if (steadyNow() - openedAt > settleMs) {
			failCall(call, status.NOT_FOUND, `Agent not found: ${agentId}`);
		} else {
			call.write({status: 1001, message: `Agent not found: ${agentId}`});
		}
	};

	call.on('data', (beat: HeartbeatRequest) => {
		answered = answer(beat);
	});
	call.on('end', async () => {
		await answered;
		call.end();
	});
}
