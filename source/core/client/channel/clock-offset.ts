/** The server's clock minus ours: to the ms from our server, to the second from any other. */
export function clockOffset(headers: Record<string, string | string[] | undefined>, sentAt: number): number | null {
	const middle = (sentAt + Date.now()) / 2;
	const own = Number(headers['arthas-tui-time']);
	const date = Date.parse(String(headers['date']));
	if (Number.isFinite(own)) {
		return own - middle;
	}

	// A Date header is cut to the second, so its own moment lies half a second later.
	return Number.isFinite(date) ? (Math.abs(date + 500 - middle) < 2000 ? 0 : date + 500 - middle) : null;
}
