export type SseEvent = {data: string; event?: string; id?: string};

/** What one event leaves to the next: an id counts until another one comes. */
export type SseState = {lastId: string | undefined};

/**
Reads the lines of one event, its blank line excluded. Undefined: a block without data, which is no event.

The tolerant form takes a line that is no field, once `data:` was seen, as more data: the Java channel
server (3.5.6) prints its JSON over several lines and puts `data:` before the first one only. Lines of
pretty-printed JSON never look like a field.
*/
export function readSseBlock(block: string, state: SseState, tolerant: boolean): SseEvent | undefined {
	const data: string[] = [];
	let type = '';
	for (const line of block.split(/\r\n|\r|\n/u)) {
		const [name, value] = fieldOf(line);
		switch (name) {
			case 'data': {
				data.push(value);
				break;
			}

			case 'event': {
				type = value;
				break;
			}

			case 'id': {
				state.lastId = value.includes('\0') ? state.lastId : value;
				break;
			}

			// A comment, a line end, or a time to wait, which is the caller's own decision here.
			case '':
			case 'retry': {
				break;
			}

			default: {
				if (tolerant && data.length > 0) {
					data.push(line);
				}
			}
		}
	}

	return data.length === 0 ? undefined : eventOf(data.join('\n'), type, state.lastId);
}

function fieldOf(line: string): [name: string, value: string] {
	const colon = line.indexOf(':');
	if (colon === -1) {
		return [line, ''];
	}

	return [line.slice(0, colon), line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)];
}

function eventOf(data: string, type: string, id: string | undefined): SseEvent {
	const event: SseEvent = {data};
	if (type !== '') {
		event.event = type;
	}

	if (id !== undefined && id !== '') {
		event.id = id;
	}

	return event;
}
