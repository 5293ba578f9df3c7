import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {localName} from '../../../../source/core/client/files/local-name.js';

test.each([
	['x.hprof', 'x.hprof'],
	['sub/x.hprof', 'x.hprof'],
	['../../etc/passwd', 'passwd'],
	[String.raw`..\..\boot.ini`, 'boot.ini'],
	['..', 'file'],
	['', 'file'],
	['/', 'file'],
	['.bashrc', '_bashrc'],
	['-rf', '_rf'],
	['~', 'file'],
	['a\u001B[2J\n\u202Ebat.html', 'a[2Jbat.html'],
	['火焰图.html', '火焰图.html'],
])('%j is written as %j', (remote, local) => {
	expect(localName(remote)).toBe(local);
});

test.each(['a', '火'])('a name that is too long for a file system keeps its end: %s…', character => {
	const name = localName(`${character.repeat(400)}.hprof`);
	expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
	expect(name).toMatch(/\.hprof$/u);
});
