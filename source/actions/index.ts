import type {Action} from './action.js';
import {agentActions} from './agents.js';
import {askActions} from './ask.js';
import {commandActions} from './command.js';
import {consoleActions} from './console.js';
import {cronActions} from './cron.js';
import {lookDeeper} from './deeper.js';
import {endFetchingAction} from './end-fetching.js';
import {fetchFileAction} from './fetch-file.js';
import {goDirect} from './go-direct.js';
import {helpActions} from './help.js';
import {infoActions} from './info.js';
import {listActions} from './list.js';
import {fileActions} from './file.js';
import {pluginsActions} from './plugins.js';
import {logActions} from './log.js';
import {overlayActions} from './overlays.js';
import {paletteActions} from './palette.js';
import {paneActions} from './panes.js';
import {programActions} from './program.js';
import {resultActions} from './result.js';
import {streamActions} from './stream.js';
import {takeOver} from './take-over.js';

/** Everything that can be done. Keys, palette, help and the table of keys in the README come from here. */
export const actions: readonly Action[] = [
	...agentActions,
	goDirect,
	...listActions,
	...logActions,
	...commandActions,
	...consoleActions,
	...streamActions,
	...resultActions,
	lookDeeper,
	fetchFileAction,
	endFetchingAction,
	...infoActions,
	...cronActions,
	...pluginsActions,
	...fileActions,
	...paneActions,
	...overlayActions,
	...askActions,
	...paletteActions,
	...helpActions,
	...programActions,
	takeOver,
];
