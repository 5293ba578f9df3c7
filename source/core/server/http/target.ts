/** What a request line asks for: the path as sent, its parts decoded, the query. */
export type Target = {path: string; parts: string[]; query: URLSearchParams};

/**
Reads a request target without a URL parser: that one would take `//x` for a host and drop `..`, and ids of
agents hold whatever their owners liked.
*/
export function parseTarget(url: string): Target {
	const target = url.replace(/^https?:\/\/[^/?]*/iu, '');
	const [path = ''] = target.split('?', 1);
	const parts = path.split('/').slice(1).map(part => decode(part));
	// Spring takes a path with a slash at its end for the same path; an empty agent id stands there too.
	if (parts.length > 2 && parts.at(-1) === '') {
		parts.pop();
	}

	return {path, parts, query: new URLSearchParams(target.slice(path.length + 1))};
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
