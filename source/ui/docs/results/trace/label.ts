import type {Line} from '../../../../views/block.js';
import {lineOf, span} from '../../../../views/build-block.js';
import {jsonText} from '../../../../views/json-text.js';
import {texts} from '../../../../words/index.js';
import type {DocOptions} from '../../doc.js';
import {msText} from '../../numbers.js';
import type {Call} from './calls.js';
import type {TraceItem} from './lines.js';

export type LabelOptions = {
	options: DocOptions;
	isHot: boolean;
	isHottest: boolean;
	/** With their packages. */
	isFull: boolean;
	/** Whether the least and the most have columns of their own. */
	hasRange: boolean;
};

/** What a row of a trace says: the call, and what is remarkable about it. */
export function labelOf(item: TraceItem, given: LabelOptions): Line {
	const {say, glyphs} = given.options;
	switch (item.kind) {
		case 'call': {
			return callLabel(item, given);
		}

		case 'small': {
			const names = item.calls.map(({methodName}) => methodName).join(', ');
			return [span(say(texts.docs.smallCalls, {count: item.calls.length, names}), 'dim')];
		}

		case 'self': {
			const own = span(say(texts.docs.inItself, {method: item.call.methodName}), given.isHottest ? 'title' : 'dim');
			return [own, ...hottestSign(given)];
		}

		case 'throw': {
			const line = item.line === undefined ? '' : ` :${item.line}`;
			return [span(`${glyphs.alert} ${given.isFull ? item.exception : simpleName(item.exception)}${line}`, 'bad'), span(item.message === undefined ? '' : `  ${item.message}`)];
		}

		case 'other': {
			return lineOf(span(`${item.name}: `, 'key'), jsonText(item.json));
		}
	}
}

function callLabel(call: Call, given: LabelOptions): Line {
	const {isFull, isHot, hasRange, options: {glyphs}} = given;
	const {className, methodName, min, max, mark, parts} = call;
	const name = `${isFull ? className : simpleName(className)}.${methodName}()`;
	const isThrowShown = parts.some(({kind}) => kind === 'throw');
	const range = min === undefined || max === undefined || max < min || hasRange ? '' : `  min ${msText(min / 1e6)}  max ${msText(max / 1e6)}`;
	return [
		span(name, isHot ? 'title' : undefined),
		...hottestSign(given),
		...(mark === undefined || isThrowShown ? [] : [span(`  ${glyphs.alert} ${mark}`, 'bad')]),
		...(range === '' ? [] : [span(range, 'dim')]),
	];
}

function hottestSign({isHottest, options: {glyphs, say}}: LabelOptions): Line {
	return isHottest ? [span(`  ${glyphs.hottest} ${say(texts.docs.hottest)}`, 'accent')] : [];
}

export function simpleName(className: string): string {
	return className.slice(className.lastIndexOf('.') + 1);
}
