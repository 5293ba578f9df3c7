const prefix = 'Process:';

/** Which process an agent is, in words that no later one can have, as a feature: those are all that an agent can register with. */
export function processFeature(process: string): string {
	return prefix + process;
}

export function processOf(features: readonly string[]): string | undefined {
	return features.find(feature => feature.startsWith(prefix))?.slice(prefix.length);
}
