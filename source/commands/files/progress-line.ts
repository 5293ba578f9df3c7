import process from 'node:process';
import type {FetchProgress} from '../../core/client/files/fetch-file.js';
import {sizeText} from '../../views/host/quantity.js';
import {safeText} from '../../views/safe-text.js';

/** A bar doesn't change more often than this, ms. */
const pauseMs = 250;

/** One line of stderr that grows with a file; nothing where stderr is no terminal. */
export function createProgressLine(name: string): {show: (progress: FetchProgress) => void; end: () => void} {
	const {stderr} = process;
	const startedAt = performance.now();
	let shownAt = Number.NEGATIVE_INFINITY;
	return {
		show({receivedBytes, totalBytes}) {
			const now = performance.now();
			if (!stderr.isTTY || now - shownAt < pauseMs) {
				return;
			}

			shownAt = now;
			const seconds = Math.max((now - startedAt) / 1000, 0.001);
			const part = totalBytes === null ? '' : ` of ${sizeText(totalBytes)}, ${Math.floor(receivedBytes / Math.max(totalBytes, 1) * 100)} %`;
			stderr.write(`\r\u001B[K${safeText(name)}  ${sizeText(receivedBytes)}${part}, ${sizeText(Math.round(receivedBytes / seconds))}/s`);
		},
		end() {
			if (shownAt > 0) {
				stderr.write('\r\u001B[K');
			}
		},
	};
}
