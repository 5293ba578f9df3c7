import type {Text} from './say.js';

/** Words inside results that are read. Names that agents and Arthas give to things are never translated. */
export const docTexts = {
	moreLines: {en: '{count} more lines', zh: '还有 {count} 行'},
	more: {en: '{count} more', zh: '还有 {count} 项'},
	noRoom: {en: 'no room for {columns}; enter opens a row', zh: '放不下 {columns}；enter 展开一行'},
} satisfies Record<string, Text>;
