import type {Process} from './ways-out.js';

/** A program that can't be stopped, because no shell would continue it, goes on after so many ms. */
const longestStop = 100;

export type Stops = {
	/** Gives the terminal back and stops; resolves when we are continued. */
	suspend(): Promise<void>;
	/** No longer listens to the shell. */
	end(): void;
};

/** Stops and continues with what started us, on our own wish and on that of the shell. */
export function watchStops(program: Process, {lend, renew}: {lend: (run: () => Promise<void>) => Promise<void>; renew: () => void}): Stops {
	let isEnded = false;
	const suspend = async () => lend(async () => {
		program.off('SIGTSTP', onStop);
		await stopProcess(program);
		if (!isEnded) {
			program.on('SIGTSTP', onStop);
		}
	});
	const onStop = () => {
		void suspend();
	};

	program.on('SIGTSTP', onStop).on('SIGCONT', renew);
	return {
		suspend,
		end() {
			isEnded = true;
			program.off('SIGTSTP', onStop).off('SIGCONT', renew);
		},
	};
}

/** Stops the whole job, as the terminal does for Ctrl-Z: what started us, such as npx, has to stop too or the shell never comes back. */
async function stopProcess(program: Process): Promise<void> {
	await new Promise<void>(resolve => {
		const go = () => {
			clearTimeout(timer);
			program.off('SIGCONT', go);
			resolve();
		};

		const timer = setTimeout(go, longestStop);
		program.on('SIGCONT', go);
		program.kill(0, 'SIGTSTP');
	});
}
