import {Buffer} from 'node:buffer';
import type {ServerDuplexStream} from '@grpc/grpc-js';
import {arthasService} from '../../protocol/arthas-service.js';
import {GeneralResult, type ActionResponse} from '../../protocol/generated/ArthasService.js';
import type {DoorContext} from '../grpc-door.js';

const taken: GeneralResult = {status: 0, message: ''};
const takenBytes = Buffer.from(GeneralResult.encode(taken).finish());
const foreign: GeneralResult = {status: 1000, message: 'push response message failure: not the connection of this agent'};

/** One acknowledgement goes out for each message, nearly always the same one. */
export const submitResponse = {
	...arthasService.submitResponse,
	responseSerialize: (result: GeneralResult) => result === taken ? takenBytes : arthasService.submitResponse.responseSerialize(result),
};

/**
`submitResponse`: everything that an agent answers. It is read at once, always: an agent whose answers wait
keeps them on the heap of the application that it looks at. Only what comes by the agent's own connection counts.
*/
export function serveResponses({registry, store}: DoorContext, call: ServerDuplexStream<ActionResponse, GeneralResult>): void {
	const peer = call.getPeer();
	const {responses} = store;
	/** Acknowledgements that an agent does not read would pile up here; they are counted instead. */
	let owed = 0;
	let isBlocked = false;
	const acknowledge = () => {
		while (owed > 0 && !isBlocked) {
			owed--;
			isBlocked = !call.write(taken);
		}
	};

	call.on('data', (response: ActionResponse) => {
		if (registry.isOwner(response.agentId, peer)) {
			responses.append(response);
			registry.answered(response.agentId);
			owed++;
			acknowledge();
		} else {
			isBlocked ||= !call.write(foreign);
		}
	});
	call.on('drain', () => {
		isBlocked = false;
		acknowledge();
	});
	call.on('end', () => {
		call.end();
	});
}
