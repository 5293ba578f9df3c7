import type {PullConnection} from './pull-connection.js';

/** An answer of `pull_results` or what came in its place; times are epoch ms. */
export type PullAnswer = {startedAt: number; endedAt: number} & ({status: number; text: string} | {error: unknown});

/** Keeps exactly one pull outstanding: a second one on the same consumer would only wait for the first, then swallow results. */
export type Puller = {
	/** Pulls until it is paused; each answer is handed over after the next pull went out. */
	start(body: string, onAnswer: (answer: PullAnswer) => void): void;
	/** Lets the pull under way come back to whoever is then listening, and sends no further one. */
	pause(): void;
};

export function createPuller(connection: PullConnection): Puller {
	let isActive = false;
	let isLooping = false;
	let request = '';
	let listener: (answer: PullAnswer) => void = () => undefined;

	const pull = async (): Promise<PullAnswer> => {
		const startedAt = Date.now();
		try {
			const answer = await connection.post(request);
			return {startedAt, endedAt: Date.now(), ...answer};
		} catch (error) {
			return {startedAt, endedAt: Date.now(), error};
		}
	};

	const loop = async () => {
		isLooping = true;
		for (let flight: Promise<PullAnswer> | undefined; isActive;) {
			const answer = await (flight ?? pull());
			// Reading an answer takes longer than the agent's queue may wait, so the next pull goes first.
			flight = isActive && isPlainSuccess(answer) ? pull() : undefined;
			isActive = flight !== undefined;
			listener(answer);
		}

		isLooping = false;
	};

	return {
		start(body, onAnswer) {
			request = body;
			listener = onAnswer;
			isActive = true;
			if (!isLooping) {
				void loop();
			}
		},
		pause() {
			isActive = false;
		},
	};
}

/** Whether another pull makes sense before the answer is read: a refusal would only be repeated, at full speed. */
function isPlainSuccess(answer: PullAnswer): boolean {
	return 'text' in answer && answer.status === 200 && !(answer.text.length < 400 && answer.text.includes('"FAILED"'));
}
