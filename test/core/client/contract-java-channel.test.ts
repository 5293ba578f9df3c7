import {startJavaChannel} from '../../servers/java-channel.js';
import {
	testBackend, type Peer, type Traits, type Wish,
} from './contract.js';
import {watchNumber} from './watch-number.js';

const start = async ({enhanceRaces, stuckSessions, login}: Wish = {}, stream?: 'poll'): Promise<Peer> => {
	const server = await startJavaChannel({
		stream: {perSecond: 100},
		...(enhanceRaces !== undefined && {enhanceRaces}),
		...(stuckSessions && {stuck: {after: 0, sessions: 99}}),
		...(login && {auth: login}),
	});
	return {
		endpoint: server.endpoint,
		options: {consoleUrl: new URL(`${server.consoleUrl}/ws`), stream},
		agentId: 'mg1',
		commands: () => server.requests.flatMap(({body}) => /"commandLine":\s*"(?<line>[^"]+)"/u.exec(body)?.groups?.['line'] ?? []),
		idle: async () => server.until(() => server.jobsRunning === 0 && server.sessionsOpen === 0),
		[Symbol.asyncDispose]: async () => server[Symbol.asyncDispose](),
	};
};

const traits: Traits = {
	wishes: ['enhanceRaces', 'stuckSessions', 'login'],
	stream: 'watch demo.MathGame primeFactors',
	numberOf: watchNumber,
	many: 300,
	lossAfterCut: /^\?$/u,
	hasAgentIds: true,
};

testBackend('the Java channel server', start, traits);
testBackend('the Java channel server, polled', async wish => start(wish, 'poll'), {...traits, many: 100});
