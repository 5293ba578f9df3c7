import type {Action} from './action.js';
import {streamCopies} from './stream/copies.js';
import {hitActions} from './stream/hit-actions.js';
import {streamMoves} from './stream/moves.js';
import {streamRuns} from './stream/runs.js';
import {streamTexts} from './stream/texts.js';
import {timedHits} from './stream/timed-hits.js';

/** All that can be done with a stream. */
export const streamActions: readonly Action[] = [...streamRuns, ...streamMoves, ...streamTexts, ...hitActions, ...timedHits, ...streamCopies];
