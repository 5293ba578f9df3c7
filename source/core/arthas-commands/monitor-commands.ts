import {command, option, type ArthasCommand} from './arthas-command.js';

/** What a monitoring agent can be asked. */
export const monitorCommands: readonly ArthasCommand[] = [
	command('plugins.list', 'plug-ins that run in cycles, and whether they are enabled', '周期运行的插件及其启用状态'),
	command('plugins.run', 'runs the script of a plug-in on the host; what it prints is not told', '在主机上运行插件脚本；不返回输出', {
		operands: 'word! word! word',
		options: [option('-t <seconds>', 'end it after this time, 10 by default', '超时，默认 10 秒')],
	}),
	command('plugins.update', 'fetches the code of a plug-in anew', '更新插件代码', {operands: 'word! word!'}),
	command('plugins.enable', 'lets a plug-in run in its cycle again', '启用插件', {operands: 'word! word!'}),
	command('plugins.disable', 'lets a plug-in rest; after a day it is enabled again', '停用插件；一天后自动启用', {operands: 'word! word!'}),
	command('traffic', 'what the network interfaces carry', '网卡流量'),
	command('metrics.post', 'sends figures into the monitoring', '向监控系统提交指标', {
		operands: 'word word!',
		options: [option('-f', 'also for a namespace that the host is not in', '允许不属于本机的命名空间')],
	}),
	command('namespaces', 'the namespaces of the host', '主机所属的命名空间'),
	command('pull', 'lets the agent ask its registry now', '立即从注册中心拉取配置'),
	command('members', 'agents that it gossips with', '集群成员'),
	command('vars', 'command line and memory of the agent', '代理的命令行与内存'),
	command('log.read', 'tried, and routed in no version', '读取日志（各版本均未开放）', {
		operands: 'word!',
		options: [option('-o <offset>', 'from this byte on', '从该字节开始'), option('-n <lines>', 'so many lines', '行数')],
	}),
	command('version', 'version of the monitoring agent', '监控代理的版本'),
];
