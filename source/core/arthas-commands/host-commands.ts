import {command, option, type ArthasCommand} from './arthas-command.js';
import {infoCommands} from './info-commands.js';

/** What a host answers. Its arguments are no options of Arthas: `sync.bash` passes on all that comes behind its own. */
export const hostCommands: readonly ArthasCommand[] = [
	...infoCommands,
	command('log.read', 'a part of a log file that the host allows', '读取主机允许的日志文件的一部分', {
		operands: 'word!',
		options: [
			option('-o <offset>', 'from this byte on; the end of the file unless given', '从该字节开始；默认为文件末尾'),
			option('-n <bytes>', 'so many bytes, 65536 by default', '字节数，默认 65536'),
			option('-f', 'go on with what comes', '持续输出新增内容'),
		],
	}),
	command('sync.bash', 'runs a command line with bash and waits for its end', '用 bash 执行命令行并等待结束', {
		operands: 'word!',
		options: [
			option('-t <seconds>', 'end it after this time, 120 by default', '超时，默认 120 秒'),
			option('-u <user>', 'as this user', '以该用户执行'),
			option('-g <group>', 'with this group', '以该组执行'),
		],
	}),
	command('help', 'commands, or one in detail', '命令列表或某命令的说明', {operands: 'command'}),
	command('version', 'version of the host agent', '主机代理的版本'),
	command('session', 'this session', '当前会话'),
];
