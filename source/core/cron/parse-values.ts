import {fault, type CronFault} from './fault.js';
import type {Field} from './field.js';

/**
The values of one element of a list: `*`, `a`, `a-b`, each with `/n` behind it where that is wanted. `a/n` goes to the
end of the field, and a range may wrap around: `23-7/2` is 23, 1, 3, 5, 7. Not sorted.
*/
export function parseValues(element: string, field: Field): number[] | CronFault {
	const parts = /^(?<from>\*|\w+)(?:-(?<to>\w+))?(?:\/(?<step>\w+))?$/u.exec(element)?.groups;
	if (!parts || (parts['from'] === '*' && parts['to'] !== undefined)) {
		return fault(field.name, element === '' ? 'empty-element' : 'not-understood', element);
	}

	const {from = '', to, step} = parts;
	const first = from === '*' ? field.min : parseValue(from, field);
	const last = to === undefined ? undefined : parseValue(to, field);
	const by = step === undefined ? 1 : parseStep(step, field);
	const wrong = [first, last, by].find(part => typeof part === 'object');
	if (wrong) {
		return wrong;
	}

	const isSingle = from !== '*' && last === undefined && step === undefined;
	return span(field, {first: first as number, last: isSingle ? first as number : last as number | undefined, by: by as number});
}

/** A number or a name of a field. */
export function parseValue(text: string, {name, min, max, names}: Field): number | CronFault {
	const named = names.indexOf(text);
	if (named !== -1) {
		return named + min;
	}

	if (/^[A-Z]+$/u.test(text)) {
		return names.length > 0
			? fault(name, 'unknown-name', text, {first: names[0] ?? '', last: names.at(-1) ?? ''})
			: fault(name, 'not-understood', text);
	}

	if (!/^\d+$/u.test(text)) {
		return fault(name, 'not-understood', text);
	}

	const value = Number(text);
	return value >= min && value <= max ? value : fault(name, 'out-of-range', text, {min, max});
}

function parseStep(text: string, {name, size}: Field): number | CronFault {
	if (!/^\d+$/u.test(text)) {
		return fault(name, 'not-understood', `/${text}`);
	}

	const step = Number(text);
	if (step === 0) {
		return fault(name, 'step-zero', `/${text}`);
	}

	return step <= size ? step : fault(name, 'step-too-large', `/${text}`, {size});
}

/** Without a last value it goes to the end of the field. */
function span({min, size}: Field, {first, last, by}: {first: number; last: number | undefined; by: number}): number[] {
	const start = last === undefined ? min + ((first - min) % size) : first;
	const end = last === undefined ? min + size - 1 : (last < start ? last + size : last);
	return Array.from({length: Math.floor((end - start) / by) + 1}, (_, index) => min + ((start + (index * by) - min) % size));
}
