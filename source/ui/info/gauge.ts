import type {Span, Style} from '../../views/block.js';
import {judgeGauge, type InfoGauge} from '../../workspace/info-gauges.js';
import {barText, heatOfUse, sparkText} from '../docs/bar.js';
import type {InfoFacts} from './info-facts.js';

/** A bar in exactly `width` cells for percents of a whole. */
export function barSpan(percent: number, width: number, {glyphs}: InfoFacts): Span {
	const text = barText(percent / 100, width, glyphs);
	return {text: text + ' '.repeat(Math.max(width - [...text].length, 0)), style: heatOfUse(percent / 100)};
}

/** The last values of a course in exactly `width` cells, the newest at the right; `top` is what a full cell stands for. */
export function sparkSpan(name: string, width: number, top: number, {courses, glyphs}: InfoFacts): Span {
	const values = courses.get(name)?.slice(-width) ?? [];
	return {text: ' '.repeat(width - values.length) + sparkText(values, top, glyphs), style: 'heat2'};
}

/** What is too high says so by a sign, by its weight and by its colour: `! 83 %`, and `X 97 %` where it is bad. */
export function percentCell(gauge: InfoGauge, percent: number | undefined, facts: InfoFacts): {text: string; style: Style | undefined} {
	if (percent === undefined) {
		return {text: '?', style: 'info'};
	}

	const judged = judgeGauge(gauge, percent, facts.limits);
	return {text: `${signOf(judged, facts)}${Math.round(percent)} %`, style: judged === 'ok' ? undefined : judged};
}

export function signOf(judged: 'ok' | 'warn' | 'bad', {glyphs}: InfoFacts): string {
	return judged === 'ok' ? '' : `${judged === 'warn' ? glyphs.alert : glyphs.failed} `;
}
