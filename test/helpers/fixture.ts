import {readdirSync, readFileSync} from 'node:fs';
import type {Buffer} from 'node:buffer';

const folder = new URL('../fixtures/', import.meta.url);

/** The bytes of a recorded answer, `folder/name.json`. */
export function fixtureBytes(name: string): Buffer {
	return readFileSync(new URL(name, folder));
}

export function fixture(name: string): string {
	return fixtureBytes(name).toString('utf8');
}

/** The names of the recordings of a folder that `pattern` finds, as `fixture` takes them. */
export function fixtureNames(folderName: string, pattern: RegExp): string[] {
	return readdirSync(new URL(`${folderName}/`, folder)).filter(name => pattern.test(name)).map(name => `${folderName}/${name}`);
}
