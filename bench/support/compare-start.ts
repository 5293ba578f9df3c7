import {median} from './statistics.js';
import {runNode, type Ran} from './run-process.js';

export type Comparison = {ratio: number; ms: number; bareMs: number; best: number; bareBest: number; runs: number};

/** Runs the program and `node -e 0` in turn, so that whatever else this machine does hits both alike. */
export async function compareStart(args: string[], env: NodeJS.ProcessEnv, {runs, check}: {runs: number; check: (ran: Ran) => void}): Promise<Comparison> {
	const ours: number[] = [];
	const bare: number[] = [];
	for (let run = -2; run < runs; run++) {
		const nothing = await runNode(['-e', '0'], env);
		const something = await runNode(args, env);
		check(something);
		// The first two only fill the caches of the file system.
		if (run >= 0) {
			bare.push(nothing.ms);
			ours.push(something.ms);
		}
	}

	return {
		ratio: median(ours) / median(bare), ms: median(ours), bareMs: median(bare), best: Math.min(...ours), bareBest: Math.min(...bare), runs,
	};
}
