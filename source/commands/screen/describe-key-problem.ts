import type {KeyProblem} from '../../workspace/keymap.js';

/** What is wrong with keys that somebody chose, and what holds instead. */
export function describeKeyProblem(problem: KeyProblem): string {
	switch (problem.kind) {
		case 'unknown-action': {
			return `keys: there is no action ${problem.action}; ? lists them`;
		}

		case 'unknown-key': {
			return `keys of ${problem.action}: “${problem.keys}” is no key; it keeps its own`;
		}

		case 'forbidden': {
			return `keys of ${problem.action}: “${problem.keys}” belongs to the terminal or the multiplexer; it keeps its own`;
		}

		case 'unreachable': {
			return `keys of ${problem.action}: a terminal sends ${problem.same} for “${problem.keys}”; it keeps its own`;
		}

		case 'conflict': {
			return `keys: “${problem.keys}” is that of ${problem.action} and of ${problem.other}; the first one has it`;
		}

		case 'prefix': {
			return `keys: “${problem.keys}” of ${problem.action} begins “${problem.longer}” of ${problem.other}, which can't be typed`;
		}
	}
}
