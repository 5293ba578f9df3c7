import type {objectWords} from '../../../views/object-text/object-spans.js';
import type {ObjectTreeGlyphs} from '../../../views/object-text/object-tree-rows.js';
import {texts, type Say} from '../../../words/index.js';
import type {Glyphs} from '../../glyphs.js';

export function objectGlyphs({branch, corner, stem, folded, open}: Glyphs): ObjectTreeGlyphs {
	return {
		branch: branch.slice(0, 2), lastBranch: corner.slice(0, 2), trunk: stem.slice(0, 2), folded, opened: open,
	};
}

export function objectWordsOf(say: Say): typeof objectWords {
	const {notOpened, failed, cut} = texts.docs;
	return {notOpened: say(notOpened), failed: say(failed), cut: say(cut)};
}
