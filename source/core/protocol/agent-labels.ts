const prefix = 'Label:';

/** Labels as features, which is the only list of words that an agent can register with. */
export function labelFeatures(labels: Readonly<Record<string, string>>): string[] {
	return Object.entries(labels).map(([name, value]) => `${prefix}${name}=${value}`);
}

export function labelsOf(features: readonly string[]): Record<string, string> {
	const pairs = features.filter(feature => feature.startsWith(prefix)).map(feature => /^(?<name>[^=]+)=(?<value>.*)$/su.exec(feature.slice(prefix.length))?.groups);
	return Object.fromEntries(pairs.flatMap(pair => pair ? [[pair['name']!, pair['value']!]] : []));
}
