import {randomUUID} from 'node:crypto';
import {ResponseStatus, ResultFormat, type ActionRequest} from '../../../source/core/protocol/generated/ArthasService.js';
import type {Shell} from '../simulation/job.js';
import {pid} from './catalogue.js';
import type {Outbox} from './outbox.js';

export type Session = Shell & {
	/** Where session-level results go: the last INIT_SESSION or ASYNC_EXECUTE; empty for nowhere. */
	requestId: string;
	format: ResultFormat;
};

/** The sessions of one agent. */
export class Sessions {
	readonly open = new Map<string, Session>();
	readonly #outbox: Outbox;

	constructor(outbox: Outbox) {
		this.#outbox = outbox;
	}

	/** INIT_SESSION: four messages on one request; the session id is in the first one. */
	init({requestId, executeParams}: ActionRequest): void {
		const format = executeParams?.resultFormat ?? ResultFormat.IGNORED4;
		const session = this.add(requestId, format, true);
		const time = new Date().toISOString().slice(0, 19).replace('T', ' ');
		for (const result of [
			'{"jobId":0,"message":"Welcome to arthas!","type":"message"}',
			`{"jobId":0,"pid":"${pid}","time":"${time}","tutorials":"https://arthas.aliyun.com/doc/arthas-tutorials.html","type":"welcome","version":"3.5.6","wiki":"https://arthas.aliyun.com/doc"}`,
		]) {
			this.#outbox.send(requestId, {
				status: ResponseStatus.CONTINUOUS, sessionId: session.id, results: [result], format,
			});
		}

		session.inputStatus('ALLOW_INPUT');
		this.#outbox.send(requestId, {status: ResponseStatus.SUCCEEDED, sessionId: session.id});
	}

	add(requestId: string, format: ResultFormat, lasting: boolean): Session {
		const session: Session = {
			id: randomUUID(),
			requestId,
			format,
			lasting,
			foreground: undefined,
			locked: false,
			finished: 0,
			inputStatus: inputStatus => {
				if (session.requestId !== '') {
					this.#outbox.send(session.requestId, {
						status: ResponseStatus.CONTINUOUS, sessionId: session.id, results: [`{"inputStatus":"${inputStatus}","jobId":0,"type":"input_status"}`], format: session.format,
					});
				}
			},
		};
		this.open.set(session.id, session);
		return session;
	}
}
