/** Labels as they are filtered by: `zone=a canary`. One without a value is just its name. */
export function labelsText(labels: Readonly<Record<string, string>>): string {
	return Object.entries(labels).map(([key, value]) => value === '' ? key : `${key}=${value}`).join(' ');
}
