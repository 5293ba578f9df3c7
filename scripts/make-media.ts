// Draws the pictures of media/ from the running program: `npm run media`. It needs Java and Maven, as the interop tests do.
import {mkdir, writeFile} from 'node:fs/promises';
import {startJvm} from '../test/interop/arthas.js';
import {openJourney, type Journey} from '../test/journeys/terminal.js';
import {drawTerminal} from './draw-terminal.js';

const folder = new URL('../media/', import.meta.url);
await mkdir(folder, {recursive: true});
await using game = await startJvm({main: 'math-game'});
await using shop = await startJvm({main: 'Shop'});
const endpoints = [game, shop].flatMap(({httpPort}) => ['--connect', `arthas+http://127.0.0.1:${httpPort}`]);
await using journey = await openJourney({columns: 120, rows: 36, arguments: endpoints});

await journey.until(/2 up/u);
await picture(journey, 'agents');

journey.act('agents.watch');
journey.type('demo.MathGame primeFactors');
journey.press('enter');
await journey.until(/[4-9] hits/u);
journey.press('enter');
await journey.until('throwExp');
await picture(journey, 'watch');

journey.press('ctrl-w v');
await journey.until('choose an agent');
journey.press('c');
await journey.until('[arthas@');
journey.type('version\r');
await journey.until('4.1.5\n');
journey.press('f6 s');
await journey.until('choose an agent');
journey.press('i');
await journey.until('MEMORY MiB');
await picture(journey, 'panes');

journey.press('1');
await journey.until('2 of 2 shown');
journey.press('down', 'enter');
await journey.until('look >');
journey.type('thread\r');
await journey.until('BLOCKED');
journey.type('sc -d demo.Shop\r');
await journey.until('Affect(row-cnt:1)');
journey.type('watch demo.Shop price -');
journey.press('tab');
await journey.until('tab takes it');
await picture(journey, 'session');

journey.press('esc', 'f1');
await journey.until('What can be done here');
await picture(journey, 'help');

async function picture({screen}: Journey, name: string): Promise<void> {
	await writeFile(new URL(`${name}.png`, folder), drawTerminal(screen));
}
