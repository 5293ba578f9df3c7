import {startLodaAgent} from '../../servers/loda-agent.js';
import {testBackend} from './contract.js';
import {watchNumber} from './watch-number.js';

const lengthy = 'plugins.run -t 100 web.shop.loda ops/slow';

testBackend('a loda agent', async () => {
	const server = await startLodaAgent();
	return {
		endpoint: server.url,
		agentId: `127.0.0.1:${server.port}`,
		// What it is asked for by itself is no command of anybody.
		commands: () => server.requests.filter(line => !line.includes(' /me/')),
		busy: async () => server.until(() => server.plugins.running.has('slow')),
		[Symbol.asyncDispose]: async () => server[Symbol.asyncDispose](),
	};
}, {
	wishes: [],
	// It has none; a call stands for it where only looking is allowed.
	stream: lengthy,
	numberOf: watchNumber,
	many: 0,
	lossAfterCut: /^0$/u,
	hasAgentIds: false,
	kind: 'monitor',
	// The agent keeps the connection of the last look open, so that the next one finds it broken.
	awayCode: 'ERR_CONNECT_DOWN',
	calls: {
		lengthy,
		failing: {commandLine: 'plugins.run web.shop.loda ops/fails', statusCode: 3, message: 'exit status 3'},
	},
});
