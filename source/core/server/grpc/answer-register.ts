import type {sendUnaryData, ServerUnaryCall} from '@grpc/grpc-js';
import type {AgentInfo, RegisterResult} from '../../protocol/generated/ArthasService.js';
import type {DoorContext} from '../grpc-door.js';
import {mayEnter} from './agent-guard.js';
import {peerConnection} from './peer-connection.js';

type RegisterCall = ServerUnaryCall<AgentInfo, RegisterResult>;

/** Agents take any status but 0 as a refusal, log its text and try again 5 s later. */
export async function answerRegister({registry, access, notice}: DoorContext, call: RegisterCall, callback: sendUnaryData<RegisterResult>): Promise<void> {
	const connection = peerConnection(call);
	if (!mayEnter(access, {getPeer: () => connection.peer, metadata: call.metadata})) {
		const {agentId} = call.request;
		notice(`denied ${agentId}`, `agent ${agentId} at ${connection.peer} is refused: neither its address nor a token lets it in (--allow-agent, ARTHAS_TUI_AGENT_TOKEN)`);
		callback(null, {status: 1, message: 'this server does not take agents from here: its operator can allow the address or give a token'});
		return;
	}

	try {
		const {isAccepted, message} = await registry.register(call.request, connection);
		callback(null, {status: isAccepted ? 0 : 1, message});
	} catch (error) {
		callback(null, {status: 1, message: String(error)});
	}
}
