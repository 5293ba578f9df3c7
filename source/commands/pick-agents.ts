import {commandsOf} from '../core/arthas-commands.js';
import type {Agent} from '../core/client/agent.js';
import type {Fleet} from '../core/client/fleet.js';
import {ArthasError} from '../core/error.js';

/** What the agents are for: hints name one that can do it, as it is written there. */
export type Purpose = {for: 'exec'; commandLine: string} | {for: 'console'};

/** The agents that an expression names; without one the only agent in reach. Throws when none fits. */
export function pickAgents(fleet: Fleet, expression: string | undefined, purpose: Purpose): Agent[] {
	const all = fleet.agents.getSnapshot();
	if (all.length === 0) {
		throw new ArthasError('ERR_AGENT_UNKNOWN', 'no agent is connected', {hint: 'arthas-tui without anything says how to add a JVM'});
	}

	if (expression === undefined) {
		if (all.length === 1) {
			return [...all];
		}

		throw new ArthasError('ERR_USAGE', `${all.length} agents are in reach: ${nameSome(all)}`, {hint: howToChoose(all, purpose)});
	}

	const chosen = fleet.select(expression);
	if (chosen.length === 0) {
		throw new ArthasError('ERR_AGENT_UNKNOWN', `no agent fits “${expression.slice(0, 200)}”; in reach: ${nameSome(all)}`, {hint: `arthas-tui agents lists them; ${howToChoose(all, purpose)}`});
	}

	return chosen;
}

/** The one agent that an expression names, or the only one in reach when there is none. */
export function pickAgent(fleet: Fleet, expression: string | undefined, purpose: Purpose): Agent {
	const [agent, ...others] = pickAgents(fleet, expression, purpose);
	if (!agent || others.length > 0) {
		throw new ArthasError('ERR_USAGE', `${others.length + 1} agents fit “${expression ?? ''}” and one is needed: ${nameSome([agent!, ...others])}`, {
			hint: 'name it by its id, or narrow the expression',
		});
	}

	return agent;
}

const kindWords: Readonly<Record<Agent['kind'], string>> = {jvm: 'a JVM', host: 'a host agent', monitor: 'a monitoring agent'};

/**
Those of the chosen agents that can do it, by their kind: an expression such as `web` fits the JVMs of a host, too.

@param why Says who does it, for whoever named none of them.
@throws ArthasError ERR_USAGE where none can, with one that can: on the same machine where there is one.
*/
export function onlyKinds(fleet: Fleet, chosen: readonly Agent[], {kinds, why}: {kinds: ReadonlyArray<Agent['kind']>; why: string}): Agent[] {
	const fit = chosen.filter(({kind}) => kinds.includes(kind));
	const [first] = chosen;
	if (fit.length > 0 || !first) {
		return fit;
	}

	const able = fleet.agents.getSnapshot().filter(({kind, status}) => kinds.includes(kind) && status === 'up');
	const near = able.find(({host}) => host !== null && host !== '' && chosen.some(agent => agent.host === host));
	const what = chosen.length === 1 ? `${first.id} is ${kindWords[first.kind]}` : `none of these is one: ${nameSome(chosen)}`;
	throw new ArthasError('ERR_USAGE', `${why}, and ${what}`, {
		hint: able.length === 0
			? 'arthas-tui host --channel HOST makes a machine one; arthas-tui agents lists what there is'
			: (near ? `--on ${near.id} is that of its machine` : `choose with --on: ${nameSome(able)}`),
	});
}

function howToChoose(all: readonly Agent[], purpose: Purpose): string {
	const id = all.find(agent => /^[\w.-]+$/u.test(agent.id) && suits(agent, purpose))?.id;
	return purpose.for === 'console'
		? `name one, for example: arthas-tui console ${id ?? 'ID'}`
		: `choose with --on, for example --on ${id ?? 'ID'}; --on up takes all that are up`;
}

/** Of a command that nobody knows nobody can say whom it suits. */
function suits({kind}: Agent, purpose: Purpose): boolean {
	if (purpose.for === 'console') {
		return kind === 'jvm';
	}

	const name = purpose.commandLine.trim().split(/\s/u)[0];
	const isKnown = (kindOfAgent: Agent['kind']) => commandsOf({kind: kindOfAgent, version: null}).some(command => command.name === name);
	return isKnown(kind) || !(isKnown('jvm') || isKnown('host') || isKnown('monitor'));
}

function nameSome(agents: readonly Agent[]): string {
	const names = agents.slice(0, 5).map(({id}) => id);
	return agents.length > 5 ? `${names.join(', ')} and ${agents.length - 5} more` : names.join(', ');
}
