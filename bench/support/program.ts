import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

/** The built program. Throws where it has not been built. */
export function program(): string {
	const file = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
	if (!existsSync(file)) {
		throw new Error(`${file} is missing: run \`npm run build\` first`);
	}

	return file;
}
