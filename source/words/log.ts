import type {Text} from './say.js';

export const logTexts = {
	title: {en: 'everything we sent', zh: '本机发出的所有内容'},
	count: {en: '{count} messages', zh: '{count} 条'},
	columns: {en: 'TIME      AGENT                 SERVER            WHAT', zh: '时间      代理                  服务器            内容'},
	nothing: {en: 'nothing was sent to an agent yet', zh: '尚未向任何代理发送内容'},
} satisfies Record<string, Text>;
