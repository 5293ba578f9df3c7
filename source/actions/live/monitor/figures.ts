import type {LodaMetric} from '../../../core/protocol/loda.js';
import type {MonitorFigure} from '../../../workspace/monitor.js';

/** Ten minutes of samples 10 s apart. */
const longest = 60;

/** The figures with what a new answer adds to their courses; one that is no longer measured is forgotten. */
export function withFigures(known: readonly MonitorFigure[], metrics: readonly LodaMetric[]): MonitorFigure[] {
	return metrics.filter(({value}) => typeof value === 'number').map(({name, tags, value, unit}) => {
		const of = Object.values(tags).join(' ');
		const before = known.find(figure => figure.name === name && figure.of === of)?.values ?? [];
		return {
			name, of, unit, values: [...before.slice(1 - longest), Number(value)],
		};
	});
}
