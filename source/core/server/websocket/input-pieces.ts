import {Buffer} from 'node:buffer';

/** The terminal inside agent 3.5.6 closes over a frame of more than 65,536 bytes. */
const frameLimit = 60_000;
const pieceLength = 4096;

/** One frame of an operator as frames that the agent's terminal survives; nothing of one that is too large and can't be split. */
export function inputPieces(frame: string): string[] {
	if (frame.length * 3 <= frameLimit || Buffer.byteLength(frame) <= frameLimit) {
		return [frame];
	}

	const data = typedData(frame);
	const pieces: string[] = [];
	for (let at = 0; at < data.length;) {
		let end = Math.min(at + pieceLength, data.length);
		if (end < data.length && isHighSurrogate(data, end - 1)) {
			end--;
		}

		pieces.push(JSON.stringify({action: 'read', data: data.slice(at, end)}));
		at = end;
	}

	return pieces;
}

function typedData(frame: string): string {
	try {
		const {action, data} = JSON.parse(frame) as {action?: unknown; data?: unknown};
		return action === 'read' && typeof data === 'string' ? data : '';
	} catch {
		return '';
	}
}

function isHighSurrogate(text: string, index: number): boolean {
	const code = text.codePointAt(index) ?? 0;
	return code > 0xFF_FF || (code >= 0xD8_00 && code < 0xDC_00);
}
