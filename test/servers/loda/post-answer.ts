import type {RawRequest} from './read-requests.js';

/** The name of the recording that answers `/post`; `dropped` where the handler panics and the connection is closed. */
export function postAnswer({method, url, body}: RawRequest, isHomeless: boolean): string {
	if (body === '') {
		return method === 'GET' ? 'post-get' : 'post-empty-body';
	}

	if (isHomeless && !url.searchParams.has('ns')) {
		return 'post-no-namespaces';
	}

	let metrics: unknown;
	try {
		metrics = JSON.parse(body);
	} catch {
		return 'post-badjson';
	}

	if (!Array.isArray(metrics)) {
		return metrics === null ? 'post-null' : 'post-object';
	}

	return answerOf(metrics as Array<Record<string, unknown> | null>, url);
}

function answerOf(metrics: ReadonlyArray<Record<string, unknown> | null>, {searchParams}: URL): string {
	if (metrics.includes(null)) {
		return 'dropped';
	}

	if (metrics.some(metric => typeof metric?.['timestamp'] === 'string')) {
		return 'post-badtype';
	}

	if (metrics.some(metric => !/^[\w.-]*$/u.test(metric?.['name'] as string | undefined ?? ''))) {
		return 'post-badname';
	}

	return metrics.length === 0 ? 'post-empty-array' : (searchParams.has('ns') ? 'post-ok' : 'post-nons');
}
