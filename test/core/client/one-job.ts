import process from 'node:process';
import {connect} from '../../../source/core/client/connect.js';

/** A program that runs two jobs, prints how they ended, and must then end by itself. */
const [endpoint = '', stream = '', options = '{}'] = process.argv.slice(2);
const {consoleUrl, ...rest} = JSON.parse(options) as {consoleUrl?: string};
const connection = connect(endpoint, {...rest, ...(consoleUrl !== undefined && {consoleUrl: new URL(consoleUrl)})});
await connection.ready();
const session = connection.openSession(connection.agents.getSnapshot()[0]!);
const short = await session.run('version').ended;
const job = session.run(stream);
for await (const entry of job) {
	if (entry.kind === 'result' && entry.result.type === 'watch') {
		void job.interrupt();
	}
}

const long = await job.ended;
await connection.close();
process.stdout.write(JSON.stringify([short.name, long.name]));
