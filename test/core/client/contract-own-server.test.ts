import {startServer} from '../../../source/core/server/index.js';
import {startScriptedAgent} from '../../servers/scripted-agent.js';
import {testBackend} from './contract.js';
import {watchNumber} from './watch-number.js';

testBackend('our own channel server', async ({enhanceRaces, stuckSessions, login} = {}) => {
	const server = await startServer({
		httpPort: 0, wsPort: 0, grpcPort: 0, ...(login && {login}),
	});
	const agent = await startScriptedAgent({
		server: `127.0.0.1:${server.grpc.port}`,
		jvm: {
			stream: {perSecond: 100},
			...(enhanceRaces !== undefined && {enhanceRaces}),
			...(stuckSessions && {stuck: {after: 0, sessions: 99}}),
		},
	});
	return {
		endpoint: `channel+http://127.0.0.1:${server.http.port}`,
		agentId: 'mg1',
		commands: () => agent.requests.flatMap(({executeParams}) => executeParams?.commandLine ?? []).filter(Boolean),
		idle: async () => agent.until(() => agent.jvm.jvm.jobs.size === 0 && agent.jvm.sessions.open.size === 0),
		async [Symbol.asyncDispose]() {
			await agent[Symbol.asyncDispose]();
			await server.close();
		},
	};
}, {
	wishes: ['enhanceRaces', 'stuckSessions', 'login'],
	stream: 'watch demo.MathGame primeFactors',
	numberOf: watchNumber,
	many: 300,
	lossAfterCut: /^0$/u,
	hasAgentIds: true,
});
