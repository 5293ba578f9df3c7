import {startJavaChannel} from '../../servers/java-channel.js';
import {testBackend} from './contract.js';
import {watchNumber} from './watch-number.js';

testBackend('the Java channel server', async ({enhanceRaces, stuckSessions, login} = {}) => {
	const server = await startJavaChannel({
		stream: {perSecond: 100},
		...(enhanceRaces !== undefined && {enhanceRaces}),
		...(stuckSessions && {stuck: {after: 0, sessions: 99}}),
		...(login && {auth: login}),
	});
	return {
		endpoint: server.endpoint,
		options: {consoleUrl: new URL(`${server.consoleUrl}/ws`)},
		agentId: 'mg1',
		commands: () => server.requests.flatMap(({body}) => /"commandLine":\s*"(?<line>[^"]+)"/u.exec(body)?.groups?.['line'] ?? []),
		idle: async () => server.until(() => server.jobsRunning === 0 && server.sessionsOpen === 0),
		[Symbol.asyncDispose]: async () => server[Symbol.asyncDispose](),
	};
}, {
	wishes: ['enhanceRaces', 'stuckSessions', 'login'],
	stream: 'watch demo.MathGame primeFactors',
	numberOf: watchNumber,
	many: 300,
	lossAfterCut: /^\?$/u,
	hasAgentIds: true,
});
