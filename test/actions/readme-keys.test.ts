import {readFile} from 'node:fs/promises';
import {expect, it} from 'vitest';
import {actions} from '../../source/actions/index.js';
import {keysText} from '../../source/actions/keys-text.js';

it('has the keys in the README as the table of actions has them: npm run keys writes them', async () => {
	const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
	expect(/(?<=<!-- keys -->\n)[^]*?(?=<!-- \/keys -->)/u.exec(readme)?.[0]).toBe(`${keysText(actions)}\n`);
});
