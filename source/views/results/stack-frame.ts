import type {JsonObject} from '../../core/protocol/result.js';
import {membersOf} from '../members.js';
import {restText} from '../rest-text.js';

/**
One frame of a Java stack as the JVM prints it: `demo.Game.play(Game.java:42)`. Arthas before 4.0
sends more members, of loaders and modules, that the JVM's own print has no place for.
*/
export function frameText(frame: JsonObject): string {
	const members = membersOf(frame);
	const method = `${members.text('className') ?? '?'}.${members.text('methodName') ?? '?'}`;
	const place = placeText(members.text('fileName'), members.number('lineNumber'));
	members.hide('nativeMethod', 'classLoaderName', 'moduleName', 'moduleVersion');
	return `${method}(${place})${restText(members)}`;
}

function placeText(file: string | undefined, line: number | undefined): string {
	if (line === -2) {
		return 'Native Method';
	}

	if (file === undefined) {
		return line === undefined || line < 0 ? 'Unknown Source' : `Unknown Source:${line}`;
	}

	return line === undefined || line < 0 ? file : `${file}:${line}`;
}
