const ours = new Set(['ctrl-]', 'f6', 'alt-left', 'alt-right', 'alt-up', 'alt-down']);

/**
Whether a key goes to the host while a console has the focus. All do but the one that steps out, F6, the
arrows that go to other panes, and what follows on one of them; so `ctrl-w` still deletes a word over there.
*/
export function isForHost(key: string, pending: readonly string[]): boolean {
	return pending.length === 0 && !ours.has(key);
}
