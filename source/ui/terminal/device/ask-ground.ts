import {groundOfEnvironment, groundOfReply, type ScreenGround} from './detect-ground.js';

/** A terminal that did not say the colour of its ground within so many ms will not. */
const patience = 200;

export type GroundQuestion = {
	/** What the terminal says, else what the environment says, else dark. */
	readonly answer: Promise<ScreenGround>;
	/** Takes an answer of the terminal; whether it was the one to this question, late ones included. */
	take(reply: string): boolean;
	/** Waits no more. */
	close(): void;
};

/** @param isAsked Whether the terminal was asked at all. */
export function createGroundQuestion(env: NodeJS.ProcessEnv, isAsked: boolean): GroundQuestion {
	let settle: (ground: ScreenGround) => void = () => undefined;
	const answer = new Promise<ScreenGround>(resolve => {
		settle = resolve;
	});
	const giveUp = () => {
		clearTimeout(timer);
		settle(groundOfEnvironment(env));
	};

	const timer = setTimeout(giveUp, isAsked ? patience : 0);
	return {
		answer,
		take(reply) {
			const ground = groundOfReply(reply);
			if (ground !== undefined) {
				clearTimeout(timer);
				settle(ground);
			}

			return ground !== undefined;
		},
		close: giveUp,
	};
}
