// `agents` with nothing configured and nothing running: the program brings its server, joins this host over
// gRPC, asks itself over HTTP and ends; as a whole process against a Node that does nothing.
import {cleanPlace} from './support/clean-place.js';
import {compareStart} from './support/compare-start.js';
import {printFigure} from './support/print-figure.js';
import {program} from './support/program.js';

await using place = await cleanPlace();
const {ratio, ...details} = await compareStart([program(), 'agents', '--json'], place.env, {
	runs: 15,
	check({code, stdout, stderr}) {
		const list = JSON.parse(stdout || '[]') as unknown[];
		if (code !== 0 || list.length !== 1) {
			throw new Error(`agents ended with ${code}: ${stdout}${stderr}`);
		}
	},
});
printFigure({
	figure: 'agents with an embedded server against node -e 0', value: ratio, unit: 'ratio', atMost: 6, ...details,
});
