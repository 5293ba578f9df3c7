/** Messages of one attachment that are remembered to recognise their replay; the server queues 1,000 at most. */
const remembered = 1000;

/**
The Java server (3.5.6) keeps what it queued for a reader and gives it to the next one again, while
what it delivered live is not repeated. A replay therefore equals the messages of the attachment
before from its start; at the first difference it is over. In doubt a message is shown twice rather
than dropped.
*/
export function createReplayFilter(): {
	/** Begins an attachment; the function says whether a message was seen in the one before. */
	attach(): (text: string) => boolean;
} {
	let previous: string[] = [];
	return {
		attach() {
			const before = previous;
			const seen: string[] = [];
			let index = 0;
			let isReplay = true;
			return text => {
				isReplay &&= before[index] === text;
				index++;
				if (seen.length < remembered) {
					seen.push(text);
					previous = seen;
				}

				return isReplay;
			};
		},
	};
}
