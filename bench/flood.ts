// An agent that sends results faster than anybody reads, for a minute: what the server and the client hold, and whether the loss is counted.
import process from 'node:process';
import {connect} from '../source/core/client/connect.js';
import {formatLoss} from '../source/core/client/job-state.js';
import {until} from '../source/core/readable.js';
import type {AgentChild} from './children/agent.js';
import type {ServerChild} from './children/server.js';
import {buildChildren} from './support/build-children.js';
import {startChild} from './support/child.js';
import {printFigure} from './support/print-figure.js';

const floodMs = 60_000;
/** More than any machine sends in that time. */
const endless = 9_999_999;

await using children = await buildChildren();
await using server = await startChild<ServerChild>(children, 'server', ['--expose-gc']);
await using agent = await startChild<AgentChild>(children, 'agent');
const {http, grpc} = await server.ask('started');
await agent.ask('join', grpc, 'bench');
await using connection = connect(`http://${http}`);
await connection.ready();
const session = connection.openSession(connection.agents.getSnapshot()[0]!);
const job = session.run(`stream ${endless}`, {approved: true, timeoutMs: 600_000});
await until(job, ({state}) => state.name === 'running');
const before = process.memoryUsage().rss;
await agent.ask('go');
await until(job, ({results}) => results > 1000);
// Nothing in this process is read any more, neither sockets nor timers, as when it is stopped or swapped out.
const startedAt = performance.now();
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, floodMs);
const sent = await agent.ask('halt');
const seconds = (performance.now() - startedAt) / 1000;
const end = await job.ended;
const {results, loss} = job.getSnapshot();
// The status of the command is a result, too.
const received = results - 1;
const isAccounted = !loss.unknown && loss.atLeast === 0 && received + loss.exact === sent;
const {peak, rss} = await server.ask('memory');
const shared = {
	isWell: isAccounted && end.name === 'done' && seconds >= floodMs / 1000,
	sent, received, lost: formatLoss(loss), perSecond: sent / seconds, seconds, ended: end.name,
};
printFigure({
	figure: 'a minute of results that nobody reads: the server, at its peak', value: peak / 1e6, unit: 'MB', atMost: 160, rss: rss / 1e6, ...shared,
});
printFigure({
	figure: 'a minute of results that nobody reads: what the reader grew by', value: (process.memoryUsage().rss - before) / 1e6, unit: 'MB', atMost: 160, ...shared,
});
