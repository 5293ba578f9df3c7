import type {ActionResponse} from '../../protocol/generated/ArthasService.js';

/** Bytes that an answer keeps in memory: what it carries, and a flat cost for the objects around it. */
export function sizeOf({message, executeResult, consoleResult}: ActionResponse): number {
	let size = 400 + message.length + (executeResult?.resultsJson?.length ?? 0);
	for (const any of executeResult?.results ?? []) {
		size += 100 + any.value.length;
	}

	for (const data of consoleResult?.results ?? []) {
		size += 100 + data.dataBytes.length;
	}

	return size;
}
