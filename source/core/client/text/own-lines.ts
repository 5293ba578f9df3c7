/** What a stream says about itself: at its beginning, when it is set up, at its end. */
const own = new RegExp([
	String.raw`Press Q or Ctrl\+C to abort\.`,
	String.raw`Affect\(class count: ?\d+ ?, method count: ?\d+\) cost in \d+ ms, listenerId: -?\d+`,
	String.raw`Command execution times exceed limit: \d+, so command will exit\. You can set it with -n option\.`,
].join('|'), 'u');

/**
Takes the agent's own words out of lines into which they came. Threads that hit print while the command is being set up, and each
line end is a write of its own, so that a hit and the agent's words may stand in one line, and the two line ends behind it (4.1.5).
*/
export function createLineParter(): (line: string) => string[] {
	let isEndDue = false;
	return line => {
		if (isEndDue && line === '') {
			isEndDue = false;
			return [];
		}

		const found = own.exec(line);
		const rest = found ? line.slice(0, found.index) + line.slice(found.index + found[0].length) : '';
		if (!found || rest === '') {
			return [line];
		}

		isEndDue = true;
		return [rest, found[0]];
	};
}
