// Writes the keys into the README: `npm run keys`, after an action came or changed.
import {readFile, writeFile} from 'node:fs/promises';
import {actions} from '../source/actions/index.js';
import {keysText} from '../source/actions/keys-text.js';

const file = new URL('../README.md', import.meta.url);
const readme = await readFile(file, 'utf8');
await writeFile(file, readme.replace(/(?<=<!-- keys -->\n)[^]*?(?=<!-- \/keys -->)/u, () => `${keysText(actions)}\n`));
