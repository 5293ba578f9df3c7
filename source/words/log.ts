import type {Text} from './say.js';

export const logTexts = {
	title: {en: 'everything we sent', zh: '本机发出的所有内容'},
	count: {en: '{count} messages', zh: '{count} 条'},
	time: {en: 'TIME', zh: '时间'},
	agent: {en: 'AGENT', zh: '代理'},
	server: {en: 'SERVER', zh: '服务器'},
	result: {en: 'RESULT', zh: '结果'},
	what: {en: 'WHAT', zh: '内容'},
	limited: {en: 'limited by -n', zh: '达到 -n 上限'},
	runs: {en: 'running', zh: '运行中'},
	nothing: {en: 'nothing was sent to an agent yet', zh: '尚未向任何代理发送内容'},
} satisfies Record<string, Text>;
