/** Milliseconds with three decimals, thousands apart: `1.787`, `12 345.678`. */
export function msText(ms: number): string {
	return Number.isFinite(ms) ? grouped(ms.toFixed(3)) : '?';
}

/** A number written out, with a blank between thousands: `3 579`. */
export function grouped(number: string): string {
	const point = number.indexOf('.');
	if ((point === -1 ? number.length : point) <= 3) {
		return number;
	}

	const [whole = '', ...fraction] = number.split('.');
	return [whole.replaceAll(/\B(?=(?:\d{3})+$)/gu, ' '), ...fraction].join('.');
}

const mebibyte = 2 ** 20;

/** Bytes as MiB with one decimal. */
export function mebibytes(bytes: number): string {
	return grouped((bytes / mebibyte).toFixed(1));
}
