import type {Text} from './say.js';

/** Words around one result in a pane of its own. */
export const resultTexts = {
	sample: {en: 'sample {number}', zh: '第 {number} 次采样'},
	sampleOf: {en: 'sample {number} of {count}', zh: '第 {number} / {count} 次采样'},
	asOf: {en: 'as of {time}', zh: '截至 {time}'},
	at: {en: 'at {time}, {age} back', zh: '{time}，{age}前'},
	waiting: {en: 'asked, nothing came yet', zh: '已发送，尚无结果'},
	gone: {en: 'this result is no longer held', zh: '该结果已不再保留'},
	searching: {en: 'looking for {text}', zh: '搜索 {text}'},
} satisfies Record<string, Text>;
