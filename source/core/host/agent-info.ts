import {connect} from 'node:net';
import os from 'node:os';
import {type AgentStatus, type AgentInfo} from '../protocol/generated/ArthasService.js';
import {parseServerAddress} from './server-address.js';

export type AgentDescription = {
	agentId: string;
	version: string;
	server: string;
	appName: string;
	hostname: string;
	features: readonly string[];
	ip?: string | undefined;
	classPath?: string | undefined;
};

/** What this agent says about itself in `register` and again in `acquireRequest`. */
export function agentInfo(description: AgentDescription, localIp: string, agentStatus: AgentStatus): AgentInfo {
	const {agentId, version, server, appName, hostname, features, ip = localIp, classPath = ''} = description;
	return {
		agentId,
		agentStatus,
		agentVersion: version,
		hostname,
		ip,
		osVersion: os.type(),
		appName,
		channelServer: server,
		// A JVM tells its class path here; a host has none.
		classPath,
		channelVersion: '1.1.0',
		channelFeatures: [...features],
	};
}

/**
The address by which the server sees this host: that of a TCP connection to it, closed at once, as the Java agent
finds it. Empty where none comes about in 2 s or before the abort. (The Java agent keeps that emptiness for ever; callers here ask again.)
*/
export async function localAddress(server: string, signal: AbortSignal): Promise<string> {
	return new Promise(resolve => {
		const socket = connect({...parseServerAddress(server), signal});
		const settle = (address = '') => {
			socket.destroy();
			resolve(address);
		};

		socket.setTimeout(2000, settle);
		socket.on('error', () => {
			settle();
		});
		socket.on('connect', () => {
			settle(socket.localAddress);
		});
	});
}

