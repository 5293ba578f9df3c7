import type {Text} from './say.js';

export const overlayTexts = {
	count: {en: '{shown} fit', zh: '{shown} 项'},
	runOn: {en: 'run on {name}', zh: '在 {name} 上执行'},
	nobody: {en: 'no agent', zh: '（未选代理）'},
	onMany: {en: '{count} agents', zh: '{count} 个代理'},
	helpTitle: {en: 'What can be done here   type to search, enter does it', zh: '此处可执行的操作   输入以搜索，回车执行'},
	here: {en: 'HERE', zh: '此处'},
	panes: {en: 'PANES', zh: '窗格'},
	everywhere: {en: 'EVERYWHERE', zh: '全局'},
	below: {en: '{count} more below', zh: '下面还有 {count} 项'},
	stillRunning: {en: 'Before you leave: {count} still running', zh: '离开之前：还有 {count} 项在运行'},
	quitHow: {en: 'enter ends them and leaves; esc stays', zh: '回车结束它们并退出；esc 留下'},
	pasteTitle: {en: 'Pasted: {lines} lines, {bytes} bytes. enter inserts them, esc drops them', zh: '粘贴内容：{lines} 行，{bytes} 字节。回车插入，esc 放弃'},
	changeTitle: {en: 'This changes {agent}', zh: '这会改动 {agent}'},
	heavyTitle: {en: 'This is heavy for {agent}', zh: '这对 {agent} 负担较重'},
	leftOut: {en: '… {count} characters are not shown here …', zh: '…… 此处省略 {count} 个字符 ……'},
	confirmHow: {en: 'enter sends it, esc does not', zh: '回车发送，esc 不发送'},
	confirmHowSlowly: {en: 'wait 1 s, then enter sends it; esc does not', zh: '等 1 秒，再按回车发送；esc 不发送'},
} satisfies Record<string, Text>;
