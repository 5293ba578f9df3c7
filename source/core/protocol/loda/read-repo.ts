export type LodaRepo = {
	/** As the agent wants it: `git@host:group/project.git`. */
	repo: string;
	/** What its list calls the plugin. */
	project: string;
};

/**
The repository of a plugin, in full or as `group/project`: what stands before the colon is not compared by the agent (seen on
58dbc7e), but must be there. Undefined for what it would refuse as no repository.
*/
export function readRepo(text: string): LodaRepo | undefined {
	const match = /^(?:(?<place>[^:\s]+):)?(?<path>[^:/\s]+\/(?<project>[^:/\s]+?))(?<end>\.git)?$/u.exec(text)?.groups;
	if (!match?.['project'] || (match['place'] !== undefined && match['end'] === undefined)) {
		return undefined;
	}

	const {place = 'git@loda', path = '', project} = match;
	return {repo: `${place}:${path}.git`, project};
}
