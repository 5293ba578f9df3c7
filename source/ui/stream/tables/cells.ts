import type {Json, JsonObject} from '../../../core/protocol/result.js';
import type {Style} from '../../../views/block.js';
import {isNumeric, scalarText} from '../../../views/json-text.js';
import {safeText} from '../../../views/safe-text.js';
import {noCell, type StreamCell, type StreamHit} from './stream-table.js';

/** The time at which the agent says it happened; of arrival, in the zone of this machine, where it says none. */
export function timeCell({record, at}: Pick<StreamHit, 'record' | 'at'>): StreamCell {
	const said = record['ts'] ?? record['timestamp'];
	const time = typeof said === 'string' ? /\d\d:\d\d:\d\d(?:\.\d{1,3})?/u.exec(said)?.[0] : undefined;
	return {text: time ?? arrivalTime(at)};
}

/** `13:50:56.769` in the zone of this machine. */
export function arrivalTime(at: number): string {
	const date = new Date(at);
	const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map(part => String(part).padStart(2, '0'));
	return `${parts.join(':')}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

export function numberCell(value: Json | undefined, factor = 1): StreamCell {
	return isNumeric(value) ? {text: '', number: Number(value) * factor} : noCell;
}

/** A scalar as it is. A megabyte of it can't be in sight. */
export function textCell(value: Json | undefined, style?: Style): StreamCell {
	const text = value === undefined ? undefined : scalarText(value);
	return text === undefined ? noCell : {text: safeText(text.slice(0, longest)), style};
}

const longest = 1000;

const exitStyles: Readonly<Record<string, Style>> = {throw: 'bad', exit: 'dim', enter: 'info'};

export function exitCell(word: string | undefined): StreamCell {
	return word === undefined ? noCell : {text: word, style: exitStyles[word]};
}

/** `MathGame.run` of `demo.MathGame` and `run`. */
export function methodText({className, methodName}: JsonObject): string {
	const name = typeof className === 'string' ? className.slice(className.lastIndexOf('.') + 1) : '';
	return `${name}${name === '' ? '' : '.'}${typeof methodName === 'string' ? methodName : '?'}`;
}
