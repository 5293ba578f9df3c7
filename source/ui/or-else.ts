/** What work gives, or what is given for its error where it throws. */
export function orElse<T>(work: () => T, otherwise: (error: unknown) => T): T {
	try {
		return work();
	} catch (error) {
		return otherwise(error);
	}
}
