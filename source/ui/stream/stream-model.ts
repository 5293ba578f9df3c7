import type {Job} from '../../core/client/job.js';
import type {Anchor} from './row-list.js';
import {createRowReader, type RowReader} from './row-reader.js';
import {createStreamFigures, type StreamFigures} from './stream-figures.js';

/** A job as rows and figures. Whatever shows the job has the same one, so that everything is read once. */
export type StreamModel = {
	readonly figures: StreamFigures;
	/** Reads on, for a few ms at most, and gives the rows that a filter lets through. */
	read(filter: string, anchor?: Anchor): RowReader;
	/** Widest content of each column so far, so that columns don't jump with each row that comes. */
	readonly widths: Map<string, number>;
};

export type StreamModelOptions = {
	/** Ms that one call may take. */
	budget?: number | undefined;
	clock?: (() => number) | undefined;
};

/** So many entries between two reads are more than anybody reads, so that what a key changed need not wait for the next ones, for so many ms. */
const flood = 500;
const floodRest = 16;

/** As many filters are remembered: those of panes that show the same job, and what is being typed. */
const mostReaders = 4;

export function createStreamModel(job: Job, {budget = 4, clock = () => performance.now()}: StreamModelOptions = {}): StreamModel {
	const figures = createStreamFigures(job);
	/** The one that was used last stands last. */
	const readings = new Map<string, Reading>();
	return {
		figures,
		widths: new Map(),
		read(filter, anchor) {
			const started = clock();
			const reading = readings.get(filter) ?? {reader: createRowReader(filter), restUntil: 0};
			const {reader} = reading;
			if (started < reading.restUntil) {
				return reader;
			}

			readings.delete(filter);
			readings.set(filter, reading);
			if (readings.size > mostReaders) {
				readings.delete([...readings.keys()][0] ?? '');
			}

			// Rows come first: figures that are a moment old look like figures that are new.
			const entries = job.entries();
			const isFlood = (entries.at(-1)?.seq ?? 0) - reader.newest > flood;
			reader.read(entries, () => clock() - started > budget / 2, anchor);
			figures.read(entries, () => clock() - started > budget);
			const isDone = reader.isUpToDate && figures.isUpToDate;
			reading.restUntil = isDone ? (isFlood ? started + floodRest : 0) : clock() + budget;
			return reader;
		},
	};
}

/** A pane is asked for its rows many times for one frame, and may take its time once. */
type Reading = {readonly reader: RowReader; restUntil: number};

const models = new WeakMap<Job, StreamModel>();

export function modelOf(job: Job): StreamModel {
	const model = models.get(job) ?? createStreamModel(job);
	models.set(job, model);
	return model;
}
