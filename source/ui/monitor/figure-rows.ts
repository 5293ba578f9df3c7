import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {texts} from '../../words/index.js';
import type {MonitorFigure} from '../../workspace/monitor.js';
import {sparkText} from '../docs/bar.js';
import {fitted} from '../fitted.js';
import type {PaneContext} from '../panes/pane-view.js';

const most = 12;

/** What a monitoring agent measures, each with its course where there is room for one. */
export function figureRows(figures: readonly MonitorFigure[], {say, glyphs, width, height}: PaneContext): Row[] {
	if (figures.length === 0 || height < 14) {
		return [];
	}

	const room = Math.max(width - 50, 0);
	const shown = figures.slice(0, Math.min(most, height - 12));
	return [
		[],
		[{text: `   ${say(texts.monitor.figures)}`, style: 'header'}],
		...shown.map(({name, of, unit, values}): Row => [
			{text: `   ${fitted(safeText(name), 16)}  ${fitted(safeText(of), 8)}  `},
			{text: `${Math.round((values.at(-1) ?? 0) * 100) / 100}`.padStart(12)},
			{text: ` ${unit.padEnd(7)} `, style: 'dim'},
			{text: values.length > 1 ? sparkText(values.slice(-room), 1, glyphs) : '', style: 'heat2'},
		]),
	];
}
