import {startArthasApi} from '../../servers/arthas-api.js';
import {testBackend} from './contract.js';
import {watchNumber} from './watch-number.js';

testBackend('the Arthas HTTP API', async ({enhanceRaces, stuckSessions, login} = {}) => {
	const server = await startArthasApi({
		stream: {perSecond: 100},
		...(enhanceRaces !== undefined && {enhanceRaces}),
		...(stuckSessions && {stuck: {after: 0, sessions: 99}}),
		...(login && {auth: login}),
	});
	return {
		endpoint: server.endpoint,
		agentId: `127.0.0.1:${server.port}`,
		commands: () => server.requests.flatMap(({body}) => /"command":"(?<line>[^"]+)"/u.exec(body)?.groups?.['line'] ?? []),
		idle: async () => server.until(() => server.jobsRunning === 0 && server.sessionsOpen === 0),
		[Symbol.asyncDispose]: async () => server[Symbol.asyncDispose](),
	};
}, {
	wishes: ['enhanceRaces', 'stuckSessions', 'login'],
	stream: 'watch demo.MathGame primeFactors',
	numberOf: watchNumber,
	many: 300,
	lossAfterCut: /^(?:\d+\+)?\?$/u,
	hasAgentIds: false,
});
