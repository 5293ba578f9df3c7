import type {Store} from '../store.js';

/**
The agent that the `id` of a console's address means. Browsers of the Java server send it as it is, other
clients percent-encode it, some with a plus for a blank: the first reading that is an agent is taken.
*/
export async function meantAgent({agents}: Store, url: string): Promise<string> {
	const raw = /[?&]id=(?<id>[^&#]*)/u.exec(url)?.groups?.['id'] ?? '';
	const decoded = decode(raw);
	for (const id of [decoded, raw, decode(raw.replaceAll('+', ' '))]) {
		if (await agents.get(id)) {
			return id;
		}
	}

	return decoded;
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
