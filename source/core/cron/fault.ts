import type {FieldName} from './field.js';

/** Why a line is no schedule. Each has its sentence in `faultWords`. */
export type FaultReason =
	| 'empty' | 'too-long' | 'too-few-fields' | 'too-many-fields' | 'nickname'
	| 'empty-element' | 'not-understood' | 'out-of-range' | 'unknown-name'
	| 'step-zero' | 'step-too-large' | 'question-mark' | 'question-mark-alone'
	| 'not-in-this-field' | 'calendar' | 'occurrence' | 'never';

/** What is wrong with a line, where, and the part of it that is. */
export type CronFault = {
	/** Null where it is the line as a whole. */
	field: FieldName | null;
	reason: FaultReason;
	/** The part that can't be read, as it was written; at most 40 characters. */
	text: string;
	/** Bounds, a count: what the sentence about it needs. */
	values: Readonly<Record<string, string | number>>;
};

export function fault(field: FieldName | null, reason: FaultReason, text: string, values: CronFault['values'] = {}): CronFault {
	return {
		field, reason, text: text.length > 40 ? `${text.slice(0, 39)}…` : text, values,
	};
}

export function isFault(value: unknown): value is CronFault {
	return typeof value === 'object' && value !== null && 'reason' in value;
}
