/** Steps at which a shown age changes, in seconds: between them a screen has nothing to repaint. */
const steps: ReadonlyArray<readonly [seconds: number, text: string]> = [
	[15, '15 s'],
	[20, '20 s'],
	[30, '30 s'],
	[60, '1 min'],
	[120, '2 min'],
	[300, '5 min'],
	[600, '10 min'],
	[1800, '30 min'],
];

/** An age in milliseconds as people say it, rounded down to a step; empty while it is fresh. */
export function ageText(ms: number): string {
	const seconds = ms / 1000;
	if (seconds >= 86_400) {
		return `${Math.floor(seconds / 86_400)} d`;
	}

	if (seconds >= 3600) {
		return `${Math.floor(seconds / 3600)} h`;
	}

	return steps.findLast(([from]) => seconds >= from)?.[1] ?? '';
}
