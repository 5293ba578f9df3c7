import type {JsonObject} from '../../protocol/result.js';

/** Who asks, as calls know them: where answers go. */
export type Peer = {
	/** As the audit names them. */
	readonly caller: string;
	/** Hands a line over; resolves when there is room for more, and also when nobody can take it any more. */
	write(line: string): Promise<void>;
	/** Says what nobody asked for, now or once they are back. */
	tell(message: JsonObject): void;
};
