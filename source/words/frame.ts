import type {Text} from './say.js';

export const frameTexts = {
	agentCount: {en: '{count} agents', zh: '{count} 个代理'},
	oneAgent: {en: '1 agent', zh: '1 个代理'},
	up: {en: '{count} up', zh: '{count} 在线'},
	out: {en: '{count} out', zh: '{count} 已摘除'},
	down: {en: '{count} down', zh: '{count} 离线'},
	unknown: {en: '{count} ?', zh: '{count} 未知'},
	running: {en: '{count} running', zh: '{count} 个运行中'},
	connecting: {en: 'connecting', zh: '连接中'},
	silent: {en: 'silent', zh: '无应答'},
	lost: {en: 'lost', zh: '已断开'},
	slowLink: {en: 'slow link', zh: '慢速链路'},
	readOnly: {en: 'READ-ONLY', zh: '只读'},
	viewFailed: {en: 'this can\'t be drawn: {why}', zh: '此处无法绘制：{why}'},
	viewFailedHint: {en: 'A defect of arthas-tui; everything else goes on. Please report these lines:', zh: '这是 arthas-tui 的缺陷，其余部分照常运行。请报告以下内容：'},
	newest: {en: 'as of {time}', zh: '截至 {time}'},
	mouseOn: {en: 'the mouse scrolls and chooses here; hold Shift to select text', zh: '鼠标已用于滚动和选择；按住 Shift 选择文本'},
	mouseOff: {en: 'the mouse belongs to the terminal again', zh: '鼠标已交还给终端'},
	tooSmall: {en: 'arthas-tui needs {columns} columns and {rows} rows; this terminal has {width} × {height}.', zh: 'arthas-tui 需要 {columns} 列 {rows} 行；当前终端为 {width} × {height}。'},
	makeLarger: {en: 'Make it larger, or leave with q. Nothing stopped.', zh: '请放大终端，或按 q 退出。任务没有停止。'},
	withoutScreen: {en: 'At this size it also works without the screen: arthas-tui exec --help', zh: '此尺寸下也可不用界面：arthas-tui exec --help'},
} satisfies Record<string, Text>;
