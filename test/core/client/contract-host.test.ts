import {setTimeout as delay} from 'node:timers/promises';
import {startHostAgent} from '../../../source/core/host/agent.js';
import {answer, type HostAnswer, type HostMethod} from '../../../source/core/host/index.js';
import {makeCertificate} from '../../servers/odd-peers/certificate.js';
import {testBackend} from './contract.js';
import {watchNumber} from './watch-number.js';

const day = 86_400_000;
const certificate = makeCertificate({from: new Date(Date.now() - day), to: new Date(Date.now() + day)});
const agentId = 'edd6c192-52cb-4133-a17a-e7d8aec03de7';

testBackend('a listening host agent', async () => {
	const commands: string[] = [];
	const running = new Set<AbortSignal>();
	const waiting = new Set<() => void>();
	const agent = await startHostAgent({
		identity: agentId, version: '1.2.3', listen: {host: '127.0.0.1', port: 0, tls: certificate},
		methods: [watchMethod(commands, running, waiting), refusing],
	});
	return {
		endpoint: `host+tls://127.0.0.1:${agent.listening!.port}`,
		options: {ca: certificate.cert},
		agentId,
		commands: () => commands,
		idle: async () => new Promise(resolve => {
			const look = () => {
				if (running.size === 0) {
					waiting.delete(look);
					resolve();
				}
			};

			waiting.add(look);
			look();
		}),
		[Symbol.asyncDispose]: async () => agent[Symbol.asyncDispose](),
	};
}, {
	wishes: [],
	stream: 'watch demo.MathGame primeFactors',
	numberOf: watchNumber,
	many: 300,
	lossAfterCut: /^0$/u,
	hasAgentIds: false,
	kind: 'host',
});

/** Numbered results like those of a JVM's stream, by the way on which samples follow each other. */
function watchMethod(commands: string[], running: Set<AbortSignal>, waiting: Set<() => void>): HostMethod {
	return {
		name: 'watch', summary: '', usage: '', tier: 'look',
		run: async () => answer(null),
		async * watch(args, {signal}): AsyncGenerator<HostAnswer> {
			commands.push(`watch ${args}`);
			if (!args.includes('demo')) {
				yield {body: {}, statusCode: -10, message: 'The argument \'class-pattern\' is required'};
				return;
			}

			running.add(signal);
			try {
				yield result({type: 'enhancer', success: true, effect: {classCount: 1}});
				const limit = Number(/-n (?<limit>\d+)/u.exec(args)?.groups?.['limit'] ?? Infinity);
				for (let value = 1; value <= limit && !signal.aborted; value++) {
					// The pace of a method that is called some 300 times a second; nothing waits for it.
					await delay(3);
					yield result({type: 'watch', value: {value}});
				}
			} finally {
				running.delete(signal);
				for (const look of waiting) {
					look();
				}
			}
		},
	};
}

const result = (body: HostAnswer['body']): HostAnswer => ({body, statusCode: 0});

const refusing: HostMethod = {
	name: 'jad', summary: '', usage: '', tier: 'look',
	run: async args => ({body: {}, statusCode: -1, message: `No class found for: ${args}`}),
};
