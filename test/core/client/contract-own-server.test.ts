import {startServer} from '../../../source/core/server/index.js';
import {startSimulatedAgent} from '../../servers/simulated-agent.js';
import {testBackend} from './contract.js';
import {watchNumber} from './watch-number.js';

testBackend('our own channel server', async ({enhanceRaces, stuckSessions, login} = {}) => {
	const server = await startServer({
		httpPort: 0, wsPort: 0, grpcPort: 0, ...(login && {login}),
	});
	const jvm = await startSimulatedAgent(`127.0.0.1:${server.grpc.port}`, {
		stream: {perSecond: 100},
		...(enhanceRaces !== undefined && {enhanceRaces}),
		...(stuckSessions && {stuck: {after: 0, sessions: 99}}),
	});
	return {
		endpoint: `channel+http://127.0.0.1:${server.http.port}`,
		agentId: 'mg1',
		idle: async () => jvm.until(() => jvm.agent.jvm.jobs.size === 0 && jvm.agent.sessions.open.size === 0),
		async [Symbol.asyncDispose]() {
			await jvm[Symbol.asyncDispose]();
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
