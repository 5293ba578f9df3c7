import type {Agent} from '../client/agent.js';
import type {Link} from '../client/wire.js';
import {isJsonObject} from '../protocol/is-json-object.js';
import type {JsonObject} from '../protocol/result.js';

/** Where a JVM may tell its name; Arthas itself looks into the last two. */
const properties = ['arthas.appName', 'project.name', 'spring.application.name'];
const askMs = 5000;

/** The application's name by its properties, or by what it was started with. */
export async function applicationName(agent: Agent, link: Link, signal: AbortSignal): Promise<string> {
	const props = await askProperties(agent, link, signal);
	const told = properties.map(property => props[property]).find(value => typeof value === 'string' && value !== '');
	return typeof told === 'string' ? told : agent.name.replace(/-\d+$/u, '');
}

/** All of them at once; a JVM that doesn't say has none. */
async function askProperties(agent: Agent, link: Link, signal: AbortSignal): Promise<JsonObject> {
	const spec = {
		commandLine: 'sysprop', isStream: false, isLook: true, deadlineMs: askMs,
	};
	try {
		const session = await link.openSession(agent, 'one-shot', signal);
		for await (const event of session.run(spec, {stop: signal, signal})) {
			if (event.kind === 'result' && isJsonObject(event.result['props'])) {
				return event.result['props'];
			}
		}
	} catch {
		// It goes by another name then.
	}

	return {};
}
