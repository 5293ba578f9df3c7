import {parseJson} from '../../source/core/protocol/json.js';
import {isResult, type Json, type Result} from '../../source/core/protocol/result.js';
import {fixture, fixtureNames} from '../helpers/fixture.js';

/** All results in a recorded answer or stream, in the order in which the agent sent them. */
export function recordedResults(name: string): Result[] {
	return resultsIn(parseJson(fixture(name)));
}

/** The results of all recordings that are whole JSON; some are recordings of broken answers. */
export function allRecordedResults(): Result[] {
	return [...fixtureNames('arthas-http-api', /\.json$/u), ...fixtureNames('channel-server', /^(?:result|exec)-.*\.json$/u)]
		.flatMap(name => recordedResults(name));
}

function resultsIn(value: Json): Result[] {
	if (isResult(value)) {
		return [value];
	}

	return typeof value === 'object' && value !== null
		? Object.entries(value).flatMap(([name, member]: [string, Json]) => resultsIn(name === 'resultsJson' && typeof member === 'string' ? parseJson(member) : member))
		: [];
}
