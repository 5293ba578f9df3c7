import {startServer} from '../../../source/core/server/index.js';
import {startScriptedTunnelAgent} from '../../servers/scripted-tunnel-agent.js';
import {
	testBackend, type Peer, type Traits, type Wish,
} from './contract.js';
import {watchNumber} from './watch-number.js';

const traits: Traits = {
	wishes: ['enhanceRaces', 'login'],
	stream: 'watch demo.MathGame primeFactors',
	numberOf: watchNumber,
	many: 300,
	lossAfterCut: /^–$/u,
	hasAgentIds: true,
	isText: true,
};

/** Our own server with a stock agent at its tunnel door. */
async function start(scheme: (ports: {http: number; tunnel: number}) => string, {enhanceRaces, login}: Wish = {}): Promise<Peer> {
	const server = await startServer({
		httpPort: 0, wsPort: 0, grpcPort: 0, tunnel: {port: 0, settleMs: 0}, ...(login && {login}),
	});
	const tunnel = server.tunnel!.port;
	const agent = await startScriptedTunnelAgent({
		url: `ws://127.0.0.1:${tunnel}/ws`, id: 'demo_math1', perSecond: 100, ...(enhanceRaces !== undefined && {races: {left: enhanceRaces}}),
	});
	return {
		endpoint: scheme({http: server.http.port, tunnel}),
		agentId: 'demo_math1',
		commands: () => agent.commands,
		idle: async () => agent.until(() => agent.streamsRunning === 0),
		async [Symbol.asyncDispose]() {
			await agent[Symbol.asyncDispose]();
			await server.close();
		},
	};
}

testBackend('a tunnel agent of our own server, by its list', async wish => start(({http}) => `channel+http://127.0.0.1:${http}`, wish), traits);
testBackend('a tunnel agent of our own server, by its tunnel door', async wish => start(({tunnel}) => `tunnel+ws://127.0.0.1:${tunnel}/ws`, wish), traits);
