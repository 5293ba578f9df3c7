import type {JsonObject} from '../../../core/protocol/result.js';
import {membersOf} from '../../../views/members.js';
import {mbeanView} from '../../../views/results/mbean.js';
import {loggerView} from '../../../views/results/logger.js';
import {span} from '../../../views/build-block.js';
import {deeperQuoted} from '../deeper.js';
import type {DocKind} from '../kind.js';
import {blockRows} from '../rows/block-rows.js';
import {groupedRecordRows} from '../rows/grouped-record-rows.js';
import {recordTableRows} from '../rows/record-table-rows.js';
import {viewRows} from '../rows/view-rows.js';

/** Names of managed beans by their domains; what they say is drawn as it is in text. */
export const mbeanDoc: DocKind = (members, options) => {
	const names = members.texts('mbeanNames');
	const records = (names ?? []).map((name): JsonObject => ({name}));
	const rows = names === undefined
		? []
		: groupedRecordRows(records, {
			columns: [{
				title: 'NAME', cut: 'middle', min: 20, cell: record => record.text('name'),
			}],
			keyOf: (record, index) => `${membersOf(record).text('name') ?? ''} ${index}`,
			deeperOf: record => deeperQuoted('mbean', record.text('name')),
			groupOf: record => (membersOf(record).text('name') ?? '').split(':', 1)[0] ?? '',
		}, 'n', options);
	return [...rows, ...viewRows(members, mbeanView, 'bean', options)];
};

/** The loggers of one framework in one class loader; each opens to all that is known of it. */
export const loggerDoc: DocKind = (members, options) => {
	const loggers = members.object('loggerInfoMap');
	if (loggers === undefined) {
		return [];
	}

	const known = membersOf(loggers);
	const records = Object.keys(loggers).map(name => known.object(name)).filter(logger => logger !== undefined);
	const rows = recordTableRows(records, {
		columns: [
			{
				title: 'LOGGER', cut: 'middle', min: 16, cell: logger => logger.text('name'),
			},
			{title: 'LEVEL', min: 6, cell: logger => logger.text('level')},
			{title: 'EFFECTIVE', min: 6, cell: logger => logger.text('effectiveLevel')},
			{title: 'APPENDERS', min: 12, cell: logger => (logger.objects('appenders') ?? []).map(appender => membersOf(appender).text('name') ?? '?').join(', ')},
			{
				title: 'ADDITIVE', from: 100, cell: logger => logger.text('additivity'),
			},
			{
				title: 'LOADER', from: 120, min: 8, cell: logger => span(logger.text('classLoaderHash') ?? '', 'dim'),
			},
			{
				title: 'CLASS', from: 160, cut: 'middle', min: 12, cell: logger => logger.text('class'),
			},
		],
		keyOf: (logger, index) => membersOf(logger).text('name') ?? String(index),
	}, 'l', options);
	return [...rows, ...blockRows(loggerView(membersOf({loggerInfoMap: known.rest()})), 'other', options)];
};
