/** Bytes in GiB, with as many decimals as a column of five cells takes. */
export function gib(bytes: number): string {
	const value = bytes / (1 << 30);
	return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}

/** Bytes a second in MB/s. */
export function megabytes(bytes: number): string {
	return (bytes / 1e6).toFixed(1);
}

/** A time that has passed, in its two largest units. */
export function spanText(ms: number): string {
	const minutes = Math.floor(ms / 60_000);
	const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
	const two = (value: number) => String(value).padStart(2, '0');
	return days > 0 ? `${days} d ${two(hours)} h` : (hours > 0 ? `${hours} h ${two(minutes % 60)} min` : `${minutes} min`);
}
