/** What the protocol says about a command, and is its result only where nothing else came. */
export function isOrdinary(type: string): boolean {
	return ordinary.has(type);
}

const ordinary = new Set(['command', 'input_status', 'status', 'enhancer', 'row_affect', 'welcome', 'message']);
