/** A list that grows at its end and is shortened at its beginning, both without moving what is in it. */
export type ChunkedList<Item> = {
	readonly length: number;
	at(index: number): Item | undefined;
	push(item: Item): void;
	/** Lets go of the first ones; fewer than a chunk may be held a while longer. */
	dropFirst(count: number): void;
};

const bits = 10;
const size = 1 << bits;

export function createChunkedList<Item>(): ChunkedList<Item> {
	const chunks: Item[][] = [];
	let offset = 0;
	let length = 0;
	return {
		get length() {
			return length;
		},
		at(index) {
			const at = index + offset;
			return index < 0 || index >= length ? undefined : chunks[at >> bits]?.[at & (size - 1)];
		},
		push(item) {
			const end = offset + length;
			const chunk = (end & (size - 1)) === 0 ? [] : chunks[end >> bits] ?? [];
			if (chunk.length === 0) {
				chunks.push(chunk);
			}

			chunk.push(item);
			length++;
		},
		dropFirst(count) {
			const dropped = Math.min(count, length);
			offset += dropped;
			length -= dropped;
			chunks.splice(0, offset >> bits);
			offset &= size - 1;
		},
	};
}
