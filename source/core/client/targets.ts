import {hostname} from 'node:os';
import {ArthasError} from '../error.js';
import type {Agent} from './agent.js';

/**
One expression chooses agents everywhere. Terms with blanks between are all required: a bare word
matches id, name, app, host or address loosely; `key=a,b` either; `key~regex`; `!` negates; `up`,
`out`, `down`, `jvm`, `host`, `monitor` are words, `self` is the agent of this very host; `%5` takes any five.

@throws ArthasError ERR_USAGE for a term that says nothing, which would be all agents otherwise.
*/
export function selectTargets(agents: readonly Agent[], expression: string): Agent[] {
	const terms = inOurWords(expression).trim().split(/\s+/u).filter(Boolean);
	const count = terms.map(term => /^%(?<count>\d+)$/u.exec(term)?.groups?.['count']).find(found => found !== undefined);
	const tests = terms.filter(term => !/^%\d+$/u.test(term)).map(term => readTerm(term, agents));
	const chosen = agents.filter(agent => tests.every(test => test(agent)));
	// An exact id means just that one, whatever else holds the word.
	const exact = terms.length === 1 ? chosen.filter(agent => agent.id === terms[0] || agent.ref === terms[0]) : [];
	const matched = exact.length > 0 ? exact : chosen;
	return count === undefined ? matched : anyOf(matched, Number(count));
}

/** Lists say `in service` and `direct` to people; what they read there they may type. */
function inOurWords(expression: string): string {
	return expression.replaceAll(/(?<=^|[\s!=,])in[ _-]service(?=$|[\s,])/giu, 'up').replaceAll(/(?<=\bvia=(?:\w+,)*)direct(?=$|[\s,])/gu, 'arthas');
}

const keys: Record<string, (agent: Agent) => string> = {
	id: ({id}) => id,
	name: ({name}) => name,
	app: ({app}) => app ?? '',
	host: ({host}) => host ?? '',
	ip: ({ip}) => ip ?? '',
	kind: ({kind}) => kind,
	via: ({via}) => via,
	status: ({status}) => status,
	version: ({version}) => version ?? '',
	server: ({server}) => server,
};

type Test = (agent: Agent) => boolean;

function readTerm(term: string, agents: readonly Agent[]): Test {
	if (/^[%@]/u.test(term)) {
		throw new ArthasError('ERR_USAGE', term.startsWith('%') ? `“${term}” is no count` : `there is no saved filter “${term}”`, {
			hint: term.startsWith('%') ? 'write for example %5' : 'filters by name stand in screen.json, for the screen',
		});
	}

	if (term.startsWith('!')) {
		const test = readTerm(term.slice(1), agents);
		return agent => !test(agent);
	}

	const match = /^(?<key>[a-z][\w.-]*)(?<operator>[=~])(?<value>.*)$/iu.exec(term)?.groups;
	if (match) {
		const {key = '', operator, value = ''} = match;
		const read = keys[key] ?? ((agent: Agent) => agent.labels[key] ?? '');
		if (operator === '~') {
			const pattern = readPattern(value);
			return agent => pattern.test(read(agent));
		}

		// All that lack it is a choice, but not where nobody has it: a slip of the finger would mean the whole fleet.
		if (value === '' && !keys[key] && agents.length > 0 && agents.every(({labels}) => labels[key] === undefined)) {
			throw new ArthasError('ERR_USAGE', `“${term}” says nothing: no agent has a label ${key}`, {hint: `there are ${Object.keys(keys).join(', ')}, and labels`});
		}

		const values = value.split(',');
		return agent => values.includes(read(agent));
	}

	return readWord(term);
}

function readWord(word: string): Test {
	switch (word) {
		case 'up':
		case 'out':
		case 'down': {
			return ({status}) => status === word;
		}

		case 'jvm':
		case 'host':
		case 'monitor': {
			return ({kind}) => kind === word;
		}

		case 'self': {
			return ({kind, host, id}) => id === 'self' || (kind === 'host' && host === hostname());
		}

		default: {
			const wanted = word.toLowerCase();
			return agent => [agent.id, agent.ref, agent.name, agent.app, agent.host, agent.ip].some(value => value?.toLowerCase().includes(wanted));
		}
	}
}

function readPattern(text: string): RegExp {
	try {
		return new RegExp(text, 'u');
	} catch (error) {
		throw new ArthasError('ERR_USAGE', `“${text}” is no regular expression: ${(error as Error).message}`, {hint: 'write for example app~^order-'});
	}
}

function anyOf(agents: Agent[], count: number): Agent[] {
	const shuffled = [...agents];
	for (let index = shuffled.length - 1; index > 0; index--) {
		const other = Math.floor(Math.random() * (index + 1));
		[shuffled[index], shuffled[other]] = [shuffled[other]!, shuffled[index]!];
	}

	return shuffled.slice(0, count);
}
