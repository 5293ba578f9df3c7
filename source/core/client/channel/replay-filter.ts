/** Messages of one attachment that are remembered to recognise their replay. */
const remembered = 2000;

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
	let current: string[] = [];
	return {
		attach() {
			previous = current.length > 0 ? current : previous;
			current = [];
			let index = 0;
			let isReplay = true;
			return text => {
				isReplay &&= previous[index] === text;
				index++;
				if (current.length < remembered) {
					current.push(text);
				}

				return isReplay;
			};
		},
	};
}
