import type {Agent} from '../../core/client/agent.js';
import type {Connection} from '../../core/client/connection.js';
import type {Fleet} from '../../core/client/fleet.js';
import {safeText} from '../../views/safe-text.js';
import type {CommandContext} from '../context.js';
import {interruption} from '../interruption.js';
import {jsonLine} from '../json-text.js';
import {toJson} from './to-json.js';

/** Prints a line for each agent that comes, goes or changes its state, until the interrupt; and says when a server is away. */
export async function watchFleet(context: CommandContext, fleet: Fleet, expression: string): Promise<void> {
	const select = () => new Map(fleet.select(expression).map(agent => [agent.ref, agent]));
	let known = select();
	const stops = fleet.connections.map(connection => tellAbsence(context, connection));
	stops.push(fleet.agents.subscribe(() => {
		const now = select();
		tellChanges(context, known, now);
		known = now;
	}));
	await interruption(context.interrupted);
	for (const stop of stops) {
		stop();
	}
}

function tellChanges(context: CommandContext, known: ReadonlyMap<string, Agent>, now: ReadonlyMap<string, Agent>): void {
	for (const [ref, agent] of now) {
		const was = known.get(ref);
		if (was?.status !== agent.status || was.registeredAt !== agent.registeredAt) {
			tell(context, was ? 'change' : 'add', agent);
		}
	}

	for (const [ref, agent] of known) {
		if (!now.has(ref)) {
			tell(context, 'remove', agent);
		}
	}
}

function tell({flags, out}: CommandContext, event: 'add' | 'change' | 'remove', agent: Agent): void {
	const time = new Date().toISOString();
	out(flags.json === true || flags.ndjson === true
		? jsonLine({time, event, agent: toJson(agent)})
		: `${time.slice(11, 19)}Z ${event.padEnd(6)} ${safeText(agent.id)} ${agent.status}\n`);
}

/** A list that can't be asked for looks like one where nothing happens. */
function tellAbsence({err}: CommandContext, {endpoint, state}: Connection): () => void {
	let isAway = false;
	return state.subscribe(() => {
		const now = state.getSnapshot();
		if (now.name === 'waiting' || now.name === 'stopped') {
			if (!isAway) {
				err(`${endpoint.name} is away: ${safeText(now.error.message)}\n`);
			}

			isAway = true;
		} else if (now.name === 'up' && isAway) {
			isAway = false;
			err(`${endpoint.name} is back\n`);
		}
	});
}
