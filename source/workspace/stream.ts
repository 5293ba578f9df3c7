export {readStream, savedStream} from './stream/saved-stream.js';
export {reduceStream, type StreamEvent} from './stream/reduce-stream.js';
export {
	createStream, type HitState, type StreamPlace, type StreamState,
} from './stream/stream-state.js';
export {
	newerCount, streamWindow, type StreamView, type StreamWindow,
} from './stream/stream-window.js';
export {
	isEmptyFilter, quoteWord, readFilter, type StreamFilter,
} from './stream/read-filter.js';
