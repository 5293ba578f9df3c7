import type {Text} from './say.js';

export const logTexts = {
	title: {en: 'everything we sent and told', zh: '本机发出与提示过的所有内容'},
	count: {en: '{sent} sent · {told} told', zh: '发出 {sent} · 提示 {told}'},
	shown: {en: '{shown} of {total} shown', zh: '显示 {shown} / {total}'},
	onlyTold: {en: 'only what was told', zh: '仅提示'},
	onlySent: {en: 'only what was sent', zh: '仅发出的内容'},
	noneFits: {en: 'nothing fits; / and & change what is shown', zh: '没有符合条件的内容；按 / 或 & 修改'},
	time: {en: 'TIME', zh: '时间'},
	agent: {en: 'AGENT', zh: '代理'},
	server: {en: 'SERVER', zh: '服务器'},
	result: {en: 'RESULT', zh: '结果'},
	what: {en: 'WHAT', zh: '内容'},
	limited: {en: 'limited by -n', zh: '达到 -n 上限'},
	runs: {en: 'running', zh: '运行中'},
	nothing: {en: 'nothing was sent to an agent or told yet', zh: '尚未发送或提示任何内容'},
} satisfies Record<string, Text>;
