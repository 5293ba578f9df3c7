import type {JsonObject} from '../../core/protocol/result.js';
import type {Block, ListItem} from '../block.js';
import {lineOf, listItem, textBlock} from '../build-block.js';
import {jsonText} from '../json-text.js';
import {type Members, membersOf} from '../members.js';
import {shapeBlocks} from '../shape-view.js';

/** The loggers of one framework in one class loader. */
export function loggerView(result: Members): Block[] {
	const loggers = result.object('loggerInfoMap');
	if (loggers === undefined) {
		return [];
	}

	const members = membersOf(loggers);
	const blocks = Object.keys(loggers).flatMap(name => {
		const logger = members.object(name);
		return logger === undefined ? [] : [...loggerBlocks(membersOf(logger)), textBlock('')];
	});
	return [...blocks, ...shapeBlocks(members.rest())];
}

const names = ['name', 'class', 'classLoader', 'classLoaderHash', 'level', 'effectiveLevel', 'config', 'additivity', 'codeSource'];

function loggerBlocks(logger: Members): Block[] {
	const items = names.flatMap((name): ListItem[] => {
		const text = logger.text(name);
		return text === undefined ? [] : [listItem(name, text)];
	});
	const appenders = logger.objects('appenders') ?? [];
	return [{kind: 'list', items: [...items, ...appenders.map(appender => appenderItem(appender))]}, ...shapeBlocks(logger.rest())];
}

function appenderItem(appender: JsonObject): ListItem {
	return {key: 'appender', value: Object.entries(appender).map(([name, value]) => lineOf(`${name} : ${jsonText(value)}`))};
}
