import type {ConsoleClosed} from '../../actions/live/console/converse.js';
import {safeText} from '../../views/safe-text.js';
import {texts, told, type Say} from '../../words/index.js';

/** Why a console is not open any more, in a few words. */
export function closedText({reason, detail}: ConsoleClosed, say: Say): string {
	return reason === 'not-opened' ? say(texts.console.notOpened, {detail: safeText(told(say, detail))}) : say(texts.console[reason]);
}
