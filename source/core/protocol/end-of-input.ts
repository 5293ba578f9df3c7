import {endOfString} from './end-of-string.js';

type Open = {isArray: boolean; index: number; name: string};

/**
What the JSON reader of the Java channel server (Gson) says of a text that stops too early, with the
line, the column and the path of the last name. Undefined when the text is broken in another way.
*/
export function endOfInput(text: string): string | undefined {
	const open: Open[] = [];
	for (let at = 0; at < text.length; at++) {
		const character = text.charAt(at);
		const top = open.at(-1);
		switch (character) {
			case '"': {
				const end = endOfString(text, at);
				if (end === undefined) {
					return undefined;
				}

				nameIfExpected(text, top, at, end);
				at = end - 1;

				break;
			}

			case '{':
			case '[': {
				open.push({isArray: character === '[', index: 0, name: ''});

				break;
			}

			case '}':
			case ']': {
				open.pop();

				break;
			}

			default: {if (character === ',' && top) {
				top.index++;
			} else if (/\w/u.test(character)) {
				const word = /\w+/u.exec(text.slice(at))?.[0] ?? character;
				nameIfExpected(text, top, at, at + word.length);
				at += word.length - 1;
			}
			}
		}
	}

	return open.length === 0 ? undefined : `java.io.EOFException: End of input at ${position(text)} path $${pathOf(open)}`;
}

/** Where a text ends, as Gson counts: lines and columns from one. */
function position(text: string): string {
	const lines = text.split('\n');
	return `line ${lines.length} column ${(lines.at(-1) ?? '').length + 1}`;
}

/** A string or a bare word is a name when it follows the brace or a comma of an object. */
function nameIfExpected(text: string, top: Open | undefined, start: number, end: number): void {
	const before = text.slice(0, start).trimEnd().at(-1);
	if (top && !top.isArray && (before === '{' || before === ',')) {
		top.name = text.slice(start, end).replaceAll('"', '');
	}
}

function pathOf(open: Open[]): string {
	return open.map(({isArray, index, name}) => isArray ? `[${index}]` : `.${name}`).join('');
}
