/**
Which keys do what, and where. A sequence names its keys with blanks between, as in `ctrl-w v`; a key is a
character or a name such as `enter`, after `ctrl-`, `alt-`, `shift-` and `meta-` in this order.
*/
export type Binding = {
	keys: readonly string[];
	action: string;
	/** The contexts in which it holds. */
	when: string | readonly string[];
};

export function contextsOf({when}: Binding): readonly string[] {
	return typeof when === 'string' ? [when] : when;
}
