// One or many readers of one event stream.
import type {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {request as startRequest, type IncomingMessage} from 'node:http';
import {answer, type Vitals} from '../support/answer.js';
import {countNumbered, type NumberedCount} from '../support/count-numbered.js';

export type ReadOptions = {
	/** `host:port` */
	server: string;
	/** Where the first reader posts `body`, and where the others read along; `{requestId}` stands for what the first one learnt. */
	start: string;
	body: string;
	along: string;
	readers: number;
	/** How many of the readers stop to read at their first result. */
	stalled: number;
};

let open: {
	counts: NumberedCount[];
	ended: Promise<unknown>;
	stalled: IncomingMessage[];
} | undefined;

const handlers = {
	/** Resolves when all readers have their headers. */
	async open({server, start, body, along, readers, stalled}: ReadOptions) {
		const first = await get(`http://${server}${start}`, body);
		const {requestId, chunk} = await firstWords(first);
		const responses = [first];
		for (let index = 1; index < readers; index++) {
			responses.push(await get(`http://${server}${along.replace('{requestId}', requestId)}`));
		}

		const reading = responses.slice(0, readers - stalled);
		open = {counts: [], ended: Promise.all(reading.map(async response => once(response, 'end'))), stalled: responses.slice(readers - stalled)};
		for (const [index, response] of reading.entries()) {
			const {count, take} = countNumbered();
			open.counts.push(count);
			if (index === 0) {
				take(chunk);
			}

			response.on('data', take);
			response.resume();
		}

		for (const response of open.stalled) {
			response.once('data', () => {
				response.pause();
			});
		}
	},
	/** Resolves with what came when all but the stalled readers are at the end. */
	async finish() {
		await open?.ended;
		return open?.counts ?? [];
	},
	/** Hangs up on behalf of the stalled ones. */
	drop() {
		for (const response of open?.stalled ?? []) {
			response.destroy();
		}
	},
};

export type ReaderChild = typeof handlers & Vitals;

answer(handlers);

async function get(url: string, body?: string): Promise<IncomingMessage> {
	const request = startRequest(url, {method: body === undefined ? 'GET' : 'POST', agent: false, headers: {'arthas-tui': '1', 'content-type': 'application/json'}});
	request.end(body);
	const [response] = await once(request, 'response') as [IncomingMessage];
	if (response.statusCode !== 200) {
		throw new Error(`${url} answered ${response.statusCode}`);
	}

	return response;
}

async function firstWords(response: IncomingMessage): Promise<{requestId: string; chunk: Buffer}> {
	const [chunk] = await once(response, 'data') as [Buffer];
	const requestId = /"requestId":"(?<id>\w+)"/u.exec(chunk.toString('latin1'))?.groups?.['id'];
	if (requestId === undefined) {
		throw new Error(`the stream begins with ${chunk.toString('latin1').slice(0, 200)}`);
	}

	response.pause();
	return {requestId, chunk};
}
