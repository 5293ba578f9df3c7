import {startTunnelServer} from '../../servers/tunnel-server.js';
import {testBackend} from './contract.js';
import {watchNumber} from './watch-number.js';

testBackend('the stock tunnel server', async ({enhanceRaces, login} = {}) => {
	const server = await startTunnelServer({
		// As behind an ingress, so that one relay can take the whole server away.
		onePort: true,
		...(enhanceRaces !== undefined && {enhanceRaces}),
		...(login && {basic: login}),
	});
	return {
		endpoint: server.endpoint,
		agentId: 'demo_math1',
		commands: () => server.commands,
		idle: async () => server.until(() => server.streamsRunning === 0),
		[Symbol.asyncDispose]: async () => server[Symbol.asyncDispose](),
	};
}, {
	wishes: ['enhanceRaces', 'login'],
	stream: 'watch demo.MathGame primeFactors',
	numberOf: watchNumber,
	many: 300,
	lossAfterCut: /^–$/u,
	hasAgentIds: true,
	isText: true,
});
