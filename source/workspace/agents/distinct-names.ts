import type {Agent} from '../../core/client/agent.js';

/** How each of these agents is called here: by its name, with its id where several have that name, as many JVMs of one application report its name and nothing else as theirs. */
export function distinctNames(agents: readonly Agent[]): (agent: Agent) => string {
	const once = new Set<string>();
	const shared = new Set<string>();
	for (const {name} of agents) {
		(once.has(name) ? shared : once).add(name);
	}

	return ({name, id}) => {
		if (!shared.has(name)) {
			return name;
		}

		return id.includes(name) ? id : `${name} ${id}`;
	};
}
