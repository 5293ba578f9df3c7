/** A row of the page on which an Arthas lists what its commands have written. */
export type OutputEntry = {
	name: string;
	isFolder: boolean;
	/** Null for a folder, and where the page doesn't say it. */
	sizeBytes: number | null;
	/** As the agent writes it: `2026-11-22 01:12:48`, by the clock and in the zone of its JVM. */
	modified: string | null;
};

/** Names stand in the page as they are, quotes and brackets included (4.1.5), so that a name is what stands there three times. */
const written = /^<a href="(?<name>.+)" title="\k<name>">\k<name><\/a>(?<rest>.*)$/u;
const other = /<a\s[^>]*?href=(?<quote>["'])(?<name>.*?)\k<quote>[^>]*>.*?<\/a>(?<rest>.*)$/u;
const time = /\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?/u;
/** A name has 255 bytes at most, and stands in its line three times; what looks for it in a longer one could look for minutes. */
const longestLine = 2000;
const escapes: Readonly<Record<string, string>> = {
	amp: '&', lt: '<', gt: '>', quot: '"', '#39': '\'',
};

/** Reads the page of a folder, Arthas' own or one that is like it. Undefined for a page that is none. */
export function readOutputListing(page: string): OutputEntry[] | undefined {
	// A login page or that of a portal has links, too.
	if (!/<pre[\s>]/u.test(page)) {
		return undefined;
	}

	return page.split(/\r?\n/u).flatMap(line => readLine(line.trim()));
}

function readLine(line: string): OutputEntry[] {
	if (line.length > longestLine) {
		return [];
	}

	const groups = written.exec(line)?.groups ?? unescaped(other.exec(line)?.groups);
	const name = groups?.['name']?.replace(/\/$/u, '') ?? '';
	if (groups === undefined || name === '' || name === '.' || name === '..' || name.includes('/')) {
		return [];
	}

	const rest = groups['rest'] ?? '';
	const modified = time.exec(rest)?.[0] ?? null;
	// From 1 GB on its digits follow those of the time without a blank (4.1.5).
	const size = rest.slice(modified === null ? 0 : rest.indexOf(modified) + modified.length).split(/\s/u).at(-1) ?? '';
	return [{
		name, isFolder: groups['name']?.endsWith('/') ?? false, sizeBytes: /^\d{1,15}$/u.test(size) ? Number(size) : null, modified,
	}];
}

function unescaped(groups: Record<string, string> | undefined): Record<string, string> | undefined {
	return groups && {...groups, name: (groups['name'] ?? '').replaceAll(/&(?<name>amp|lt|gt|quot|#39);/gu, (whole, name: string) => escapes[name] ?? whole)};
}
