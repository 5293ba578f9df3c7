/**
A text to sort by, in which numbers count as numbers: `order-9` stands before `Order-10`. Digits with a
letter after them are no number but part of something like `9d20`.
*/
export function naturalKey(text: string): string {
	return text.toLowerCase().replaceAll(/\d+(?![\da-z])/gu, digits => digits.padStart(12, '0'));
}
