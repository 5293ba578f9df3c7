import type {Answer} from './reply.js';

/** Thrown by a command before its first result: nothing ran, and this is the answer to the request. */
export class JobRefusal extends Error {
	readonly answer: Answer;

	constructor(answer: Answer) {
		super(answer.message ?? 'refused');
		this.answer = answer;
	}
}
