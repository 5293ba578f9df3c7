import type {Text} from './say.js';

export const agentTexts = {
	title: {en: 'agents', zh: '代理'},
	shown: {en: '{shown} of {total} shown', zh: '显示 {shown} / {total}'},
	marked: {en: '{count} marked', zh: '已选 {count}'},
	sortedBy: {en: 'by {column}', zh: '按{column}'},
	groupedBy: {en: 'by {group}, then {column}', zh: '按{group}，再按{column}'},
	isNew: {en: '{count} new', zh: '{count} 个新代理'},
	none: {en: 'no agent is connected', zh: '没有代理连接'},
	noneFits: {en: 'no agent fits the filter; esc clears it', zh: '没有代理符合过滤条件；esc 清除'},
} satisfies Record<string, Text>;
