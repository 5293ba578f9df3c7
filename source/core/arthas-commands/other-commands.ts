import {command, option, type ArthasCommand} from './arthas-command.js';
import {help, sizeLimit} from './shared-options.js';

/** Commands about the session and about files of the target. Those that only a terminal has are missing. */
export const otherCommands: readonly ArthasCommand[] = [
	command('help', 'commands, or one in detail', '命令列表或某命令的说明', {operands: 'command', options: [help]}),
	command('version', 'version of Arthas', 'Arthas 版本', {options: [help]}),
	command('session', 'this session', '当前会话', {options: [help]}),
	command('history', 'commands that were run', '执行过的命令', {operands: 'word', options: [option('-c, --clear', 'forget them', '清除'), help]}),
	command('cat', 'files of the target', '显示目标机的文件', {
		operands: 'word!', options: [option('--encoding <name>', 'of the file', '文件编码'), sizeLimit, help],
	}),
	command('base64', 'a file of the target in Base64, or back', '对目标机文件做 Base64 编解码', {
		operands: 'word',
		since: '3.4.6',
		options: [
			option('-d, --decode', 'decode', '解码'),
			option('-i, --input <file>', 'what to read', '输入文件'),
			option('-o, --output <file>', 'what to write', '输出文件'),
			sizeLimit,
			help,
		],
	}),
	command('pwd', 'working folder of the JVM', 'JVM 的工作目录', {options: [help]}),
	command('echo', 'says it again', '回显', {operands: 'word', options: [help]}),
	command('auth', 'logs this session in', '登录当前会话', {
		operands: 'word', since: '3.5.0', options: [option('-n, --username <name>', 'who, arthas by default', '用户名，默认 arthas'), help],
	}),
];
