import {sparkText} from '../../ui/docs/bar.js';
import type {Glyphs} from '../../ui/glyphs.js';
import type {MetricRow} from '../../views/metrics.js';

/** As many values as a course shows. */
const longest = 30;

/** The courses of figures: `add` gives each figure with its own, which it has from the second value on. */
export function createCourses(glyphs: Pick<Glyphs, 'spark'>): {add(metrics: readonly MetricRow[]): MetricRow[]} {
	const values = new Map<string, number[]>();
	return {
		add: metrics => metrics.map(metric => {
			const key = JSON.stringify([metric.agent, metric.name, metric.tags]);
			const course = [...(values.get(key) ?? []).slice(1 - longest), Number(metric.value)];
			values.set(key, course);
			return {...metric, course: course.length > 1 && course.every(value => Number.isFinite(value)) ? sparkText(course, 1, glyphs) : ''};
		}),
	};
}
