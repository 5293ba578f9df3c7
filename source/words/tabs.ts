import type {Text} from './say.js';

/** What tabs are called that nobody named. */
export const tabTexts = {
	fleet: {en: 'fleet', zh: '机群'},
	agents: {en: 'agents', zh: '代理'},
	log: {en: 'log', zh: '日志'},
	cron: {en: 'cron', zh: '定时任务'},
} satisfies Record<string, Text>;
