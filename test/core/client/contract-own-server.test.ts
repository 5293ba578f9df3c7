import {startServer} from '../../../source/core/server/index.js';
import {startScriptedAgent} from '../../servers/scripted-agent.js';
import {
	testBackend, type Peer, type Traits, type Wish,
} from './contract.js';
import {watchNumber} from './watch-number.js';

const start = async ({enhanceRaces, stuckSessions, login}: Wish = {}, query = ''): Promise<Peer> => {
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
		endpoint: `channel+http://127.0.0.1:${server.http.port}${query}`,
		agentId: 'mg1',
		commands: () => agent.requests.flatMap(({executeParams}) => executeParams?.commandLine ?? []).filter(Boolean),
		idle: async () => agent.until(() => agent.jvm.jvm.jobs.size === 0 && agent.jvm.sessions.open.size === 0),
		async [Symbol.asyncDispose]() {
			await agent[Symbol.asyncDispose]();
			await server.close();
		},
	};
};

const traits: Traits = {
	wishes: ['enhanceRaces', 'stuckSessions', 'login'],
	stream: 'watch demo.MathGame primeFactors',
	numberOf: watchNumber,
	many: 300,
	lossAfterCut: /^0$/u,
	hasAgentIds: true,
};

testBackend('our own channel server', start, traits);
testBackend('our own channel server, polled', async wish => start(wish, '?stream=poll'), traits);
