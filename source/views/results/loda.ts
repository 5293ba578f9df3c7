import {readTraffic} from '../../core/protocol/loda/read-traffic.js';
import {
	lineOf, linesBlock, span, textBlock,
} from '../build-block.js';
import {metricsView} from '../metrics.js';
import {cycleText, pluginsView} from '../plugins.js';
import type {View} from '../view.js';

/** The plug-ins that a monitoring agent lists. */
export const pluginsListView: View = result => {
	const plugins = result.objects('plugins');
	return plugins === undefined
		? []
		: [pluginsView(plugins.map(({namespace, plugin, enabled, repo, cycleSeconds}) => ({
			agent: '', namespace: String(namespace as string), plugin: String(plugin as string),
			cycle: cycleText(typeof cycleSeconds === 'number' ? cycleSeconds : undefined), enabled: typeof enabled === 'boolean' ? enabled : null,
			repo: typeof repo === 'string' ? repo : undefined,
		})))];
};

/** What a monitoring agent said to a call; a run has no output by design. */
export const lodaAnswerView: View = result => {
	const [answer, plugin] = [result.text('answer'), result.text('plugin')];
	return answer === undefined ? [] : [textBlock(lineOf(...plugin === undefined ? [] : [span(`${plugin}  `, 'title')], answer))];
};

export const namespacesView: View = result => {
	const names = result.texts('namespaces');
	return names === undefined ? [] : [names.length === 0 ? textBlock([span('it is in no namespace', 'dim')]) : linesBlock(names)];
};

/** Figures of the network; those of other names have no unit that is known. */
export const trafficView: View = result => {
	const traffic = result.objects('traffic');
	return traffic === undefined ? [] : [metricsView(readTraffic({type: 'traffic', traffic: [...traffic]}).map(metric => ({agent: '', ...metric})))];
};
