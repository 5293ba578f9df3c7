import type {ActionContext} from '../../actions/context.js';
import type {KeyContext} from '../../actions/action.js';
import type {Say} from '../../words/index.js';
import type {PaneId} from '../../workspace/layout.js';
import type {ListView} from '../../workspace/list-state.js';
import type {PaneState} from '../../workspace/pane-state.js';
import type {PaneRow} from '../terminal/paint/layers.js';
import type {Place} from '../terminal/compositor.js';
import type {Glyphs} from '../glyphs.js';
import type {Title} from './fit-title.js';

/** What a pane is painted from. The size is that of its body: the row of its title is not in it. */
export type PaneContext = {
	id: PaneId;
	pane: PaneState;
	width: number;
	height: number;
	focused: boolean;
	/** Epoch ms. */
	now: number;
	say: Say;
	glyphs: Glyphs;
	/** Live things, agents and the workspace, to read. */
	program: Pick<ActionContext, 'store' | 'live' | 'fleet' | 'sent' | 'settings' | 'readOnly'>;
};

export type PanePainting = {
	/** At most `height` rows; each is cut and filled to `width` by the compositor. */
	rows: readonly PaneRow[];
	/** Where the cursor of the terminal is, counted from the top left of the body; shown while the pane has the focus. */
	cursor?: Place | undefined;
	/** When something on it changes by the mere passing of time (epoch ms). */
	nextChange?: number | undefined;
};

/** One kind of pane: one object in one file, one line in `pane-views.ts`. All of it is called often and must not change anything. */
export type PaneView = {
	/** What stands in the row of the title, and in which order that makes room where there is too little. */
	title(context: PaneContext): Title;
	paint(context: PaneContext): PanePainting;
	/** Which keys hold in it, the narrowest first. */
	contexts(context: PaneContext): readonly KeyContext[];
	/** Its lines, where it has a list. */
	list?(context: PaneContext): ListView;
	/** What changes in it comes by itself, so that the answer to a key may go before it. */
	isPatient?: boolean | undefined;
};
