import {Buffer} from 'node:buffer';
import type {Socket} from 'node:net';
import {TLSSocket, type SecureContext} from 'node:tls';

/** What a door of BasicAgents shows, and whom it wants to see. */
export type DoorSecurity = {context: SecureContext; asksForCertificate: boolean};

const handshake = 0x16;

/** Whether the other side begins with TLS; undefined when it leaves without a word. What it said is still to be read. */
export async function beginsWithTls(socket: Socket): Promise<boolean | undefined> {
	return new Promise(resolve => {
		const onClose = () => {
			resolve(undefined);
		};

		socket.once('close', onClose);
		socket.once('data', chunk => {
			socket.pause();
			socket.off('close', onClose);
			socket.unshift(chunk);
			resolve(Buffer.from(chunk)[0] === handshake);
		});
	});
}

/** The same connection under TLS, once the other side has shown what it must. Rejects when it can't. */
export async function secure(socket: Socket, {context, asksForCertificate}: DoorSecurity): Promise<Socket> {
	const tls = new TLSSocket(socket, {
		isServer: true, secureContext: context, requestCert: asksForCertificate, rejectUnauthorized: asksForCertificate,
	});
	await new Promise<void>((resolve, reject) => {
		tls.once('secure', () => {
			// Node refuses by itself only what a server of its own has taken in.
			const error = asksForCertificate ? authorizationError(tls) : undefined;
			if (error === undefined) {
				resolve();
			} else {
				reject(new Error(error));
			}
		});
		tls.once('error', reject);
		tls.once('close', () => {
			reject(new Error('closed'));
		});
	});
	tls.removeAllListeners('error').removeAllListeners('close').on('error', () => undefined);
	return tls;
}

function authorizationError(tls: TLSSocket): string | undefined {
	const {ssl} = tls as unknown as {ssl: {verifyError(): Error | null}};
	const error = ssl.verifyError();
	return error === null && Object.keys(tls.getPeerCertificate()).length > 0 ? undefined : error?.message ?? 'no certificate';
}
