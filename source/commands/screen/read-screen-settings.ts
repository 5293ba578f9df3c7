import {readFileSync} from 'node:fs';
import {readExactJson} from '../../core/protocol/read-exact-json.js';
import {excerpt} from '../../core/protocol/excerpt.js';
import {agentList, type AgentColumnId} from '../../workspace/agents.js';
import {infoGauges} from '../../workspace/info-gauges.js';
import type {ScreenSettings} from '../../workspace/screen-settings.js';

export type ReadScreenSettings = {settings: ScreenSettings; problems: string[]};

/**
What stands in `screen.json`. Nothing in it can keep the screen from opening: what can't be understood is told with its line, and
the rest holds.
*/
export function readScreenSettings(file: string): ReadScreenSettings {
	let text: string;
	try {
		text = readFileSync(file, 'utf8').replace(/^\u{FEFF}/u, '');
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		return {settings: {}, problems: code === 'ENOENT' ? [] : [`${file} can't be read (${code ?? ''}): the defaults hold`]};
	}

	const problems: string[] = [];
	const read = readObject(text, file, problems);
	const settings: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(read)) {
		const check = Object.hasOwn(checks, key) ? checks[key as keyof ScreenSettings] : undefined;
		const wrong = check ? check(value) : `is no setting; there are ${Object.keys(checks).join(', ')}`;
		if (wrong === undefined) {
			settings[key] = value;
		} else {
			problems.push(`${file}, line ${lineOf(text, key)}: ${excerpt(key)} ${wrong}`);
		}
	}

	return {settings, problems};
}

function readObject(text: string, file: string, problems: string[]): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
			return value as Record<string, unknown>;
		}

		problems.push(`${file}, line 1: it must be an object, such as {"theme": "dark"}`);
	} catch {
		problems.push(`${file}, ${placeOfFault(text)}: the defaults hold`);
	}

	return {};
}

/** The engine's own message does not always say where. */
function placeOfFault(text: string): string {
	try {
		readExactJson(text);
		return 'line 1: it is no JSON';
	} catch (error) {
		const {offset = '0', problem = 'it is no JSON'} = /offset (?<offset>\d+): (?<problem>[^:]*)/u.exec((error as Error).message)?.groups ?? {};
		return `line ${text.slice(0, Number(offset)).split('\n').length}: ${problem}`;
	}
}

function lineOf(text: string, key: string): number {
	const at = text.indexOf(JSON.stringify(key));
	return text.slice(0, Math.max(at, 0)).split('\n').length;
}

type Check = (value: unknown) => string | undefined;

/** Each says what is wrong with a value, if anything is. */
const checks: Readonly<Record<keyof ScreenSettings, Check>> = {
	language: oneOf('en', 'zh'),
	theme: oneOf('auto', 'dark', 'light', '16-colors', 'no-color', 'color-blind'),
	ascii: isSwitch,
	mouse: isSwitch,
	keys(value) {
		const isKeys = (keys: unknown) => typeof keys === 'string' || (Array.isArray(keys) && keys.every(key => typeof key === 'string'));
		return isRecord(value) && Object.values(value).every(keys => isKeys(keys)) ? undefined : 'must give keys by action, such as {"pane.zoom": ["ctrl-w z"]}';
	},
	columns(value) {
		const known = Object.keys(agentList.columns);
		return Array.isArray(value) && value.every(column => known.includes(String(column) as AgentColumnId)) ? undefined : `must be a list out of ${known.join(', ')}`;
	},
	filters: value => isRecord(value) && Object.values(value).every(filter => typeof filter === 'string') ? undefined : 'must give expressions by name, such as {"checkout": "app=order,pay"}',
	infoEveryMs: value => typeof value === 'number' && value >= 500 && value <= 600_000 ? undefined : 'must be a number of milliseconds from 500 to 600000',
	infoLimits(value) {
		const isPair = (limits: unknown) => Array.isArray(limits) && limits.length === 2 && limits.every(limit => typeof limit === 'number') && Number(limits[0]) <= Number(limits[1]);
		const isLimits = isRecord(value) && Object.entries(value).every(([gauge, limits]) => Object.hasOwn(infoGauges, gauge) && isPair(limits));
		return isLimits ? undefined : `must give two rising numbers, a warning and what is bad, by one of ${Object.keys(infoGauges).join(', ')}, such as {"cpu": [80, 95]}`;
	},
};

function oneOf(...words: string[]): Check {
	return value => words.includes(String(value)) ? undefined : `must be one of ${words.join(', ')}`;
}

function isSwitch(value: unknown): string | undefined {
	return typeof value === 'boolean' ? undefined : 'must be true or false';
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
