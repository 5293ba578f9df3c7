import type {Answer, Question} from './child.js';

/** What was asked of another process and is not answered yet. */
export type Questions = {
	ask(name: string, args: unknown[]): Promise<unknown>;
	answered(answer: Answer): void;
	/** Nothing of it will be answered any more. */
	fail(error: Error): void;
};

export function createQuestions(process: string, send: (question: Question) => void): Questions {
	const waiting = new Map<number, {resolve(value: unknown): void; reject(error: Error): void}>();
	let last = 0;
	return {
		ask: async (name, args) => new Promise((resolve, reject) => {
			const id = ++last;
			waiting.set(id, {resolve, reject});
			send({id, name, args});
		}),
		answered({id, value, error}) {
			const asked = waiting.get(id);
			waiting.delete(id);
			if (error === undefined) {
				asked?.resolve(value);
			} else {
				asked?.reject(new Error(`${process}: ${error}`));
			}
		},
		fail(error) {
			for (const {reject} of waiting.values()) {
				reject(error);
			}

			waiting.clear();
		},
	};
}
