/** `08:30`, or `08:30:05` where the seconds say something. */
export function clock(hour: number, minute: number, second = 0): string {
	return [hour, minute, ...second === 0 ? [] : [second]].map(part => String(part).padStart(2, '0')).join(':');
}
