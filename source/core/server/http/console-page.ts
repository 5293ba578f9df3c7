import {readFileSync} from 'node:fs';
import {RequestFailure} from '../failure.js';
import {reply} from './reply.js';
import {allowMethods, type RouteContext} from './route.js';

const types: Readonly<Record<string, string>> = {
	'console.html': 'text/html;charset=utf-8',
	'console.js': 'text/javascript;charset=utf-8',
	'host-commands.js': 'text/javascript;charset=utf-8',
	'line-editor.js': 'text/javascript;charset=utf-8',
	'console.css': 'text/css;charset=utf-8',
	'xterm.mjs': 'text/javascript;charset=utf-8',
	'xterm.css': 'text/css;charset=utf-8',
};

/** Where the build puts the page, from a chunk of the program, from the library, and from the sources. */
const places = ['../console/', 'console/', '../../../../dist/console/'];

/** Nothing comes from elsewhere; the terminal writes its colours as a style of the page. */
const policy = 'default-src \'none\'; script-src \'self\'; style-src \'self\' \'unsafe-inline\'; connect-src \'self\'; img-src data:;'
	+ ' base-uri \'none\'; form-action \'self\'; frame-ancestors \'none\'';

/** Where the tunnel server 4.3.4 has pages; what its lists showed stands on this one page, which takes their parameters. */
const stockPages: ReadonlySet<string> = new Set(['index.html', 'apps.html', 'agents.html']);

export function isFrontPage([first = '', second]: readonly string[]): boolean {
	return second === undefined && (first === '' || stockPages.has(first));
}

/** `GET /`: a console for browsers, and for everybody else a line of where to go on. */
export function replyFrontPage(context: RouteContext): void {
	if (asksForPage(context.request) || context.parts[0] !== '') {
		replyFile(context, 'console.html');
	} else {
		reply(context.response, 200, 'text/plain;charset=utf-8', 'arthas-tui channel server. GET /agents lists the agents; consoles are at /ws?method=connectArthas&id=AGENT\n', {vary: 'accept'});
	}
}

/** `GET /console/NAME`: what the page needs. */
export function replyAsset(context: RouteContext): void {
	allowMethods(context, 'GET', 'HEAD');
	replyFile(context, context.parts[1] ?? '');
}

/** A browser that shows pages says so; other programs take anything. */
export function asksForPage({headers}: Pick<RouteContext['request'], 'headers'>): boolean {
	return headers.accept?.includes('text/html') ?? false;
}

function replyFile({response}: RouteContext, name: string): void {
	const type = Object.hasOwn(types, name) ? types[name] : undefined;
	const bytes = type === undefined ? undefined : read(name);
	if (type === undefined || bytes === undefined) {
		throw new RequestFailure({status: 404, message: ''});
	}

	reply(response, 200, type, bytes, {'content-security-policy': policy, 'referrer-policy': 'no-referrer', vary: 'accept'});
}

const files = new Map<string, Uint8Array | undefined>();

/** Read when the first browser comes, and kept. */
function read(name: string): Uint8Array | undefined {
	if (!files.has(name)) {
		files.set(name, places.map(place => readIfThere(new URL(place + name, import.meta.url))).find(bytes => bytes !== undefined));
	}

	return files.get(name);
}

function readIfThere(file: URL): Uint8Array | undefined {
	try {
		return readFileSync(file);
	} catch {
		return undefined;
	}
}
