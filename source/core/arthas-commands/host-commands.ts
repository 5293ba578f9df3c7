import {command, option, type ArthasCommand} from './arthas-command.js';

/** What a host answers. Its arguments are no options of Arthas: `sync.bash` passes on all that comes behind its own. */
export const hostCommands: readonly ArthasCommand[] = [
	command('getinfo.kernel', 'kernel and operating system', '内核与操作系统'),
	command('getinfo.users', 'accounts of the host', '主机账号', {
		options: [
			option('-u', 'of people (the default)', '普通用户（默认）'),
			option('-S', 'of the system', '系统用户'),
			option('-A', 'all of them', '全部用户'),
			option('-U <name>', 'one of them', '指定用户'),
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
