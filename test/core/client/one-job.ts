import process from 'node:process';
import {connect} from '../../../source/core/client/connect.js';

/** A program that runs two jobs, or one where there are no streams, prints how they ended, and must then end by itself. */
const [endpoint = '', stream = '', options = '{}'] = process.argv.slice(2);
const {consoleUrl, ...rest} = JSON.parse(options) as {consoleUrl?: string};
const connection = connect(endpoint, {...rest, ...(consoleUrl !== undefined && {consoleUrl: new URL(consoleUrl)})});
await connection.ready();
const session = connection.openSession(connection.agents.getSnapshot()[0]!);
const short = await session.run('version').ended;
const names = [short.name];
if (stream !== '') {
	const job = session.run(stream);
	for await (const entry of job) {
		if (entry.kind === 'result' && entry.result.type === 'watch') {
			void job.interrupt();
		}
	}

	names.push((await job.ended).name);
}

await connection.close();
process.stdout.write(JSON.stringify(names));
