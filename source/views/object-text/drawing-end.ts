/**
Where a drawing ends. What exceeds the limit of the agent (10,485,760 characters by default) is cut
anywhere, and a notice stands at the end, in words that differ between versions.
*/
export function drawingEnd(text: string): {end: number; limit: string | undefined} {
	const tailStart = Math.max(0, text.length - 300);
	const tail = text.slice(tailStart);
	// Nearly every drawing ends with a bracket, and is not searched.
	const noticeStart = tail.endsWith('.') ? tail.lastIndexOf(' Object size exceeds size limit: ') : -1;
	const limit = noticeStart === -1 ? undefined : notice.exec(tail.slice(noticeStart))?.[1];
	return {end: limit === undefined ? text.trimEnd().length : withoutDots(text, tailStart + noticeStart), limit};
}

const notice = /^ Object size exceeds size limit: (\d+),[^\n]*\.$/u;

/** Dots directly after a whole member are none of it. */
function withoutDots(text: string, end: number): number {
	let start = end;
	while (text[start - 1] === '.') {
		start--;
	}

	return text[start - 1] === ',' ? start : end;
}
