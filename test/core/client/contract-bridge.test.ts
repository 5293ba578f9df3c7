import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import {startBridge} from '../../../source/core/bridge/bridge.js';
import {startServer} from '../../../source/core/server/index.js';
import {until} from '../../../source/core/readable.js';
import {startArthasApi} from '../../servers/arthas-api.js';
import {untilAgent} from '../server/harness.js';
import {testBackend} from './contract.js';
import {watchNumber} from './watch-number.js';

testBackend('a stock JVM through the bridge', async ({enhanceRaces, stuckSessions, login} = {}) => {
	const server = await startServer({
		httpPort: 0, wsPort: 0, grpcPort: 0, ...(login && {login}),
	});
	const jvm = await startArthasApi({
		stream: {perSecond: 100},
		...(enhanceRaces !== undefined && {enhanceRaces}),
		...(stuckSessions && {stuck: {after: 0, sessions: 99}}),
	});
	const bridge = startBridge({server: `127.0.0.1:${server.grpc.port}`, endpoints: [parseEndpoint(jvm.endpoint)], isAuto: false});
	await until(bridge.jvms, ([entry]) => entry?.state.name === 'in-service');
	const agentId = bridge.jvms.getSnapshot().flatMap(({state}) => 'agentId' in state ? [state.agentId] : [])[0]!;
	await untilAgent(server, agentId, agent => agent?.agentStatus === 'IN_SERVICE');
	return {
		endpoint: `channel+http://127.0.0.1:${server.http.port}`,
		agentId,
		// What it asks by itself is no command of anybody.
		commands: () => jvm.requests.flatMap(({body}) => /"command":"(?<line>[^"]+)"/u.exec(body)?.groups?.['line'] ?? []).filter(line => line !== 'sysprop'),
		idle: async () => jvm.until(() => jvm.jobsRunning === 0 && jvm.sessionsOpen === 0),
		async [Symbol.asyncDispose]() {
			await bridge[Symbol.asyncDispose]();
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
