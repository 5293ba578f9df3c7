/** How often a quirk shows: each `take()` spends one of the scripted times and counts it. */
export class Budget {
	used = 0;
	#left: number;

	constructor(times = 0) {
		this.#left = times;
	}

	take(): boolean {
		if (this.#left <= 0) {
			return false;
		}

		this.#left--;
		this.used++;
		return true;
	}
}
