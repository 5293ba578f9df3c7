import {expect, test} from 'vitest';
import type {ActionContext} from '../../../source/actions/context.js';
import {unicodeGlyphs} from '../../../source/ui/glyphs.js';
import {pasteView} from '../../../source/ui/overlays/paste.js';
import {createSay} from '../../../source/words/index.js';
import {createList} from '../../../source/workspace/list-state.js';

test('the end of the last line is no line of its own', () => {
	const text = 'version\nthread -b\r\nsession\n';
	const painted = pasteView.paint({
		overlay: {
			kind: 'paste', text: '', caret: 0, list: createList(), since: 0, data: {text, bytes: 27},
		},
		size: {columns: 80, rows: 24}, glyphs: unicodeGlyphs, program: {say: createSay('en')} as unknown as ActionContext,
	});
	expect(JSON.stringify(painted)).toContain('Pasted: 3 lines, 27 bytes');
});
