/**
A number that a double would change: an integer beyond 2^53, a decimal with more digits than a
double holds, or one outside its range. It prints its own digits and compares as a number.
*/
export class ExactNumber {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}

	valueOf(): number {
		return Number(this.text);
	}

	toString(): string {
		return this.text;
	}
}
