import {formatMs} from '../../core/client/prepare-command.js';
import type {Session} from '../../core/client/session.js';
import type {Span} from '../../views/block.js';
import {safeText} from '../../views/safe-text.js';
import {texts, told, type Say} from '../../words/index.js';
import {commandName, type Remark} from '../../workspace/command.js';

/** The worst first. */
const order: ReadonlyArray<Remark['kind']> = ['assignment', 'unknown-command', 'unknown-option', 'too-new', 'open-quote', 'no-limit', 'missing'];

export type RemarkContext = {line: string; caret: number; session: Pick<Session, 'prepare'> | undefined; say: Say; readOnly?: boolean | undefined};

/** What is said below a command line before it is sent: what is doubtful about it, or what will be done to it. */
export function remarkText(remarks: readonly Remark[], context: RemarkContext): Span | undefined {
	const {line, session, say} = context;
	const [worst] = remarks.filter(remark => !isBeingTyped(remark, context)).sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
	if (worst) {
		return {text: wordsOf(worst, context), style: worst.kind === 'missing' ? 'dim' : 'warn'};
	}

	const judgement = remarks.some(({kind}) => kind === 'unknown-command') ? undefined : prepared(session, line)?.judgement;
	if (context.readOnly && judgement && judgement.tier !== 'look') {
		return {text: say(texts.command.notSent, {reason: safeText(told(say, judgement.reason))}), style: 'warn'};
	}

	return judgement?.tier === 'heavy' || judgement?.tier === 'change'
		? {text: say(texts.command.needsYes, {reason: safeText(told(say, judgement.reason))}), style: 'dim'}
		: undefined;
}

/** A name that is not whole yet is not wrong. */
export function isBeingTyped({kind, end}: Remark, {caret}: Pick<RemarkContext, 'caret'>): boolean {
	return (kind === 'unknown-command' || kind === 'unknown-option') && end === caret;
}

function wordsOf(remark: Remark, {line, session, say}: RemarkContext): string {
	const word = safeText(line.slice(remark.start, remark.end));
	switch (remark.kind) {
		case 'unknown-command': {
			return withNearest(say(texts.command.unknownCommand, {word}), remark.nearest, say);
		}

		case 'unknown-option': {
			return withNearest(say(texts.command.unknownOption, {word, command: safeText(commandName(line))}), remark.nearest, say);
		}

		case 'too-new': {
			return say(texts.command.tooNew, {word, since: remark.since});
		}

		case 'assignment': {
			return say(texts.command.assignment);
		}

		case 'open-quote': {
			return say(texts.command.openQuote);
		}

		case 'missing': {
			return say(texts.command.missing, {operand: say(texts.command[remark.operand === 'condition' || remark.operand === 'command' ? 'expression' : remark.operand])});
		}

		case 'no-limit': {
			const {limit, deadlineMs} = prepared(session, line) ?? {limit: 900, deadlineMs: 600_000};
			return say(texts.command.noLimit, {limit: `-n ${limit ?? ''}`.trim(), time: formatMs(deadlineMs)});
		}
	}
}

function withNearest(problem: string, nearest: string | undefined, say: Say): string {
	return nearest === undefined ? problem : say(texts.command.nearest, {problem, nearest});
}

/** What would be sent; undefined for what can't be. */
function prepared(session: RemarkContext['session'], line: string): ReturnType<Session['prepare']> | undefined {
	try {
		return session?.prepare(line);
	} catch {
		return undefined;
	}
}
