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
	notHeld: {en: 'the result to compare with is no longer held', zh: '用于对比的结果已不再保留'},
	with: {en: 'diff with {number}', zh: '与第 {number} 次对比'},
	equalMembers: {en: '{count} equal', zh: '{count} 项相同'},
	changed: {en: '{count} changed', zh: '{count} 处不同'},
	added: {en: '{count} added', zh: '新增 {count} 处'},
	removed: {en: '{count} removed', zh: '移除 {count} 处'},
	unknown: {en: '{count} unknown (?): not opened or cut', zh: '{count} 处未知（?）：未展开或已截断'},
	equal: {en: '{count} equal, folded', zh: '{count} 处相同，已折叠'},
} satisfies Record<string, Text>;
