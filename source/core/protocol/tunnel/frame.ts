/** What a server says to a tunnel agent, as one text frame. Agents decode it with `+` as a blank, so that everything is escaped. */
export function writeTunnelFrame(method: string, parameters: Readonly<Record<string, string>>): string {
	const query = Object.entries({method, ...parameters}).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
	return `response:/?${query.join('&')}`;
}

/**
The parameters in a request target, or in a frame of an agent, which begins with its query. An agent whose address
has a query of its own writes a second question mark (4.1.5).
*/
export function readTunnelQuery(text: string): URLSearchParams {
	const start = text.indexOf('?');
	return new URLSearchParams(start === -1 ? '' : text.slice(start + 1).replaceAll('?', '&'));
}
