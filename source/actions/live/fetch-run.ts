/** A file that is being brought here. */
export type FetchRun = {
	readonly name: string;
	/** Epoch ms. */
	readonly startedAt: number;
	/** Ends it where it hasn't ended; resolves when nothing is written any more. */
	end(): Promise<void>;
};
