import type {Agent} from '../../core/client/agent.js';
import type {Job} from '../../core/client/job.js';
import type {JobEnd} from '../../core/client/job-state.js';
import type {Session} from '../../core/client/session.js';
import type {Result} from '../../core/protocol/result.js';
import type {NameQuestion} from '../../workspace/command.js';

export type NameAnswer =
	| {state: 'asking'}
	/** `isCut` when there are more than these. */
	| {state: 'known'; names: readonly string[]; isCut: boolean}
	| {state: 'failed'; problem: string};

/** Names of classes and methods, as agents told them. What one agent told holds for all of its application and version. */
export type NameBook = {
	/** Undefined when nobody has asked. */
	answer(agent: Agent, question: NameQuestion): NameAnswer | undefined;
	/**
	Asks unless it is known already. A session is asked one thing at a time: while it is busy this waits for that, and asks nothing, as
	whoever types has long gone on. Never rejects.
	*/
	ask(session: Session, question: NameQuestion): Promise<void>;
};

const most = 200;
/** So many answers are kept, those that were given last. */
const mostAnswers = 500;
const timeoutMs = 10_000;

export function createNameBook(): NameBook {
	const answers = new Map<string, NameAnswer>();
	const busy = new Map<Session, Promise<void>>();
	const keep = (key: string, answer: NameAnswer) => {
		answers.delete(key);
		answers.set(key, answer);
		for (const [oldest] of answers) {
			if (answers.size <= mostAnswers) {
				break;
			}

			answers.delete(oldest);
		}
	};

	const keyOf = ({app, ref, version}: Agent, question: NameQuestion) => JSON.stringify([app ?? ref, version, ...Object.values(question)]);

	/** Whatever begins longer is part of what was told whole for a shorter beginning. */
	const find = (agent: Agent, question: NameQuestion): NameAnswer | undefined => {
		const exact = answers.get(keyOf(agent, question));
		if (exact !== undefined || question.kind === 'methods') {
			return exact;
		}

		for (let length = question.prefix.length - 1; length >= 2; length--) {
			const shorter = answers.get(keyOf(agent, {...question, prefix: question.prefix.slice(0, length)}));
			if (shorter?.state === 'known' && !shorter.isCut) {
				return {...shorter, names: shorter.names.filter(name => fits(name, question.prefix))};
			}
		}

		return undefined;
	};

	return {
		answer: find,
		async ask(session, question) {
			const {agent} = session;
			const known = find(agent, question);
			if (known !== undefined && known.state !== 'failed') {
				await busy.get(session);
				return;
			}

			const key = keyOf(agent, question);
			if (!isName(question)) {
				keep(key, {state: 'known', names: [], isCut: false});
				return;
			}

			const asked = busy.get(session) ?? (async () => {
				keep(key, {state: 'asking'});
				keep(key, await askAgent(session, question));
				busy.delete(session);
			})();
			busy.set(session, asked);
			await asked;
		},
	};
}

async function askAgent(session: Session, question: NameQuestion): Promise<NameAnswer> {
	try {
		const job = session.run(commandFor(question), {timeoutMs});
		const {names, isText} = await readNames(job, question);
		const problem = problemOf(await job.ended) ?? (isText ? 'its text could not be read for sure' : undefined);
		return problem === undefined ? {state: 'known', names: names.slice(0, most), isCut: names.length > most} : {state: 'failed', problem};
	} catch (error) {
		return {state: 'failed', problem: (error as Error).message};
	}
}

/** Anything else would be a pattern, or for Arthas even a second command, and has no names. */
function isName(question: NameQuestion): boolean {
	return /^[\p{L}\p{N}_$.]+$/u.test(question.kind === 'classes' ? question.prefix : question.className);
}

/** A word without a dot is the beginning of a simple name as often as that of a package. */
function commandFor(question: NameQuestion): string {
	if (question.kind === 'methods') {
		return `sm ${question.className}`;
	}

	const {prefix} = question;
	return prefix.includes('.') ? `sc ${prefix}*` : `sc -E '(.*[.$])?${prefix.replaceAll('$', String.raw`\$`)}.*'`;
}

async function readNames(job: Job, question: NameQuestion): Promise<{names: string[]; isText: boolean}> {
	const names = new Set<string>();
	let isText = false;
	for await (const entry of job) {
		// Reading on costs nothing, as an agent tells all of it anyhow.
		isText ||= entry.kind === 'result' && entry.result.type === 'text';
		if (entry.kind === 'result' && names.size <= most) {
			for (const name of namesOf(entry.result, question)) {
				names.add(name);
			}
		}
	}

	return {names: [...names].sort(), isText};
}

/** `sc` also tells the subclasses of what fits, whatever they are called. */
function namesOf({type, classNames, methodInfo}: Result, question: NameQuestion): string[] {
	if (question.kind === 'classes') {
		return type === 'sc' && Array.isArray(classNames) ? classNames.filter(name => typeof name === 'string').filter(name => fits(name, question.prefix)) : [];
	}

	const name = type === 'sm' && typeof methodInfo === 'object' && methodInfo !== null && 'methodName' in methodInfo ? methodInfo['methodName'] : undefined;
	return typeof name === 'string' ? [name] : [];
}

function fits(name: string, prefix: string): boolean {
	const simple = name.slice(name.lastIndexOf('.') + 1);
	return name.startsWith(prefix) || simple.startsWith(prefix) || simple.includes(`$${prefix}`);
}

function problemOf(end: JobEnd): string | undefined {
	switch (end.name) {
		case 'done': {
			return end.statusCode === 0 || end.statusCode === null ? undefined : end.message ?? `status ${end.statusCode}`;
		}

		case 'failed': {
			return end.error.message;
		}

		case 'refused': {
			return end.message;
		}

		default: {
			return end.name;
		}
	}
}
