/** Now as every `ts` of a `getinfo` answer gives it: whole seconds since 1970. */
export function epochSeconds(): number {
	return Math.floor(Date.now() / 1000);
}
