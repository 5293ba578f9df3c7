// `--version` as a whole process against a Node that does nothing.
import {cleanPlace} from './support/clean-place.js';
import {compareStart} from './support/compare-start.js';
import {printFigure} from './support/print-figure.js';
import {program} from './support/program.js';

await using place = await cleanPlace();
const {ratio, ...details} = await compareStart([program(), '--version'], place.env, {
	runs: 31,
	check({code, stdout, stderr}) {
		if (code !== 0 || !/^\d+\.\d+\.\d+/u.test(stdout)) {
			throw new Error(`--version ended with ${code}: ${stdout}${stderr}`);
		}
	},
});
printFigure({
	figure: '--version against node -e 0', value: ratio, unit: 'ratio', atMost: 1.5, ...details,
});
