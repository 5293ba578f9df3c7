import {Buffer} from 'node:buffer';
import type {IncomingMessage, ServerResponse} from 'node:http';

export type OutputScript = {
	/** By name. */
	files: Record<string, Buffer | string>;
	/** Goes on within a file, which no Arthas does. */
	ranges?: boolean;
	/** So many bytes of a file go out, and then nothing. */
	stopsAfter?: number;
	/** Given what ends the connection of a file that stopped. */
	onStop?: (cut: () => void) => void;
};

/** The web server of an agent 4.1.5 below `/arthas-output`: its page of a folder, and files without much of a head. */
export function answerOutput(target: string, request: IncomingMessage, response: ServerResponse, script: OutputScript): void {
	const name = decodeURIComponent(target.replace(/^\/arthas-output\/?/u, ''));
	const body = script.files[name];
	if (name === '') {
		response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end(page(script.files));
	} else if (body === undefined) {
		response.writeHead(404, {'content-type': 'text/html; charset=utf-8'}).end('Not found');
	} else {
		send(body, request, response, script);
	}
}

function send(body: Buffer | string, request: IncomingMessage, response: ServerResponse, script: OutputScript): void {
	const length = Buffer.byteLength(body);
	const bytes = Buffer.from(body);
	const from = script.ranges ? Number(/^bytes=(?<from>\d+)-$/u.exec(request.headers.range ?? '')?.groups?.['from'] ?? 0) : 0;
	response.writeHead(from > 0 ? 206 : 200, {
		'content-length': length - from,
		...(script.ranges && {'accept-ranges': 'bytes'}),
		...(from > 0 && {'content-range': `bytes ${from}-${length - 1}/${length}`}),
	});
	if (script.stopsAfter === undefined) {
		response.end(bytes.subarray(from));
		return;
	}

	response.write(bytes.subarray(from, from + script.stopsAfter));
	script.onStop?.(() => {
		response.destroy();
	});
}

/** As it was recorded: nothing in it is escaped. */
function page(files: OutputScript['files']): string {
	const lines = Object.entries(files).map(([name, body]) => `<a href="${name}" title="${name}">${name}</a>${' '.repeat(48)}2026-11-22 01:12:48  ${Buffer.byteLength(body)}      `);
	return `<!DOCTYPE html>
<html>

<head>
    <title>Arthas Resouces: arthas-output/</title>
</head>

<body>
    <main>
        <pre id="contents">
${lines.join('\n')}
       </pre>
    </main>
</body>

</html>`;
}
