import type {Style} from '../../../views/block.js';
import type {JsonObject, Result} from '../../../core/protocol/result.js';

/** What a column shows of a row. The text is safe. */
export type StreamCell = {
	text: string;
	style?: Style | undefined;
	/** A number whose column decides about its decimals; `text` is empty then. */
	number?: number | undefined;
	/** Numbers in columns of values of any kind stand right. */
	isRight?: boolean | undefined;
};

export type StreamColumn = {
	id: string;
	title: string;
	min: number;
	/** The last column takes the rest, whatever it says. */
	max: number;
	/** The width of the pane from which it is shown; 0 unless it is said. */
	from?: number | undefined;
	align?: 'right' | undefined;
	/** Where a text that is too long loses; the end unless it is said. */
	cut?: 'middle' | undefined;
	/** Left out as long as no row has anything in it. */
	isOptional?: boolean | undefined;
	/** Goes last where there is no room for all. */
	isKept?: boolean | undefined;
};

/** A result, and the part of it that is a row. */
export type StreamHit = {result: Result; record: JsonObject; /** Epoch ms of its arrival. */ at: number};

/** How the results of one command stand in columns. */
export type StreamTable = {
	columns: readonly StreamColumn[];
	/** In the order of the columns. Undefined for a result of another kind, which is told in words. */
	cellsOf(hit: StreamHit): StreamCell[] | undefined;
};

export const noCell: StreamCell = {text: ''};
