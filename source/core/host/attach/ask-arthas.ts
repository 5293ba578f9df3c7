import {Buffer} from 'node:buffer';
import {request} from 'node:http';
import type {Attachment} from './attachments.js';

type Door = Pick<Attachment, 'port'> & Partial<Pick<Attachment, 'username' | 'password'>>;

/** Gives a command to the Arthas that listens on a port of this machine; resolves with the HTTP status when its answer is there. */
export async function askArthas({port, username, password}: Door, command: string, signal: AbortSignal): Promise<number> {
	const authorization = `Basic ${Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')}`;
	return new Promise((resolve, reject) => {
		const asked = request({
			host: '127.0.0.1', port, path: '/api', method: 'POST', agent: false, signal, headers: username === undefined ? {} : {authorization},
		}, response => {
			response.resume().once('end', () => {
				resolve(response.statusCode ?? 0);
			}).once('error', reject);
		});
		asked.once('error', reject).end(JSON.stringify({action: 'exec', command}));
	});
}
