import type {Text} from './say.js';

/** Words inside results that are read. Names that agents and Arthas give to things are never translated. */
export const docTexts = {
	moreLines: {en: '{count} more lines', zh: '还有 {count} 行'},
	more: {en: '{count} more', zh: '还有 {count} 项'},
	noRoom: {en: 'no room for {columns}; enter opens a row', zh: '放不下 {columns}；enter 展开一行'},
	notWhole: {en: 'not all of it could be read: {problem}', zh: '未能完整解析：{problem}'},
	notOpened: {en: 'not opened', zh: '未展开'},
	failed: {en: 'the agent could not show it', zh: '代理无法显示'},
	cut: {en: 'cut', zh: '已截断'},
	enter: {en: 'enter', zh: '进入'},
	exit: {en: 'exit', zh: '返回'},
	throws: {en: 'throw', zh: '抛出'},
	hottest: {en: 'hottest', zh: '最热'},
	inItself: {en: 'in {method}() itself', zh: '{method}() 自身'},
	smallCalls: {en: '{count} calls under 1 % each: {names}', zh: '{count} 个各不足 1 % 的调用：{names}'},
	byCost: {en: 'children by cost; o gives the order of the calls', zh: '子调用按耗时排列；o 改为调用顺序'},
	inOrderOfCalls: {en: 'children in the order of the calls; o puts the dearest first', zh: '子调用按调用顺序排列；o 改为按耗时'},
	threads: {en: '{count} threads', zh: '{count} 个线程'},
	ownCount: {en: '{count} of the JVM itself', zh: 'JVM 自身 {count} 个'},
	ownThreads: {en: 'of the JVM itself', zh: 'JVM 自身'},
	moreIdle: {en: '{count} more at 0.00 %', zh: '另有 {count} 个为 0.00 %'},
	waitsFor: {en: 'waits for {lock}', zh: '等待 {lock}'},
	heldBy: {en: 'held by {owner}', zh: '持有者 {owner}'},
	locked: {en: 'locked {lock}', zh: '持有锁 {lock}'},
	blocks: {en: 'blocks {count} others', zh: '阻塞了另外 {count} 个线程'},
} satisfies Record<string, Text>;
