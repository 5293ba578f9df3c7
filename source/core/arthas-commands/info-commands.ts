import {
	command, option, type ArthasCommand, type CommandOption,
} from './arthas-command.js';

const watching = [
	option('-w <ms>', 'answer again after so many ms', '每隔若干毫秒重复输出'),
	option('-c <count>', 'with -w: end after so many answers', '与 -w 合用：输出若干次后结束'),
];
const measuring = [option('-i <ms>', 'measure rates over so many ms', '在若干毫秒内测量速率'), ...watching];

const info = (name: string, en: string, zh: string, options: readonly CommandOption[] = watching) => command(`getinfo.${name}`, en, zh, {options});

/** What any host agent of ours tells of its host. */
export const infoCommands: readonly ArthasCommand[] = [
	info('methods', 'what this host can be asked', '该主机支持的查询'),
	info('kernel', 'name, release and version of the kernel', '内核名称与版本'),
	info('os', 'distribution, names, time zone, kind of machine', '发行版、主机名、时区、机器类型'),
	info('hardware', 'maker, model, firmware, temperatures', '厂商、型号、固件、温度'),
	info('time', 'the clock and who keeps it right', '时钟与时间同步'),
	info('cpu', 'processors and their time', '处理器及其时间', [option('-f', 'with what the processor can', '列出处理器特性'), ...measuring]),
	info('memory', 'memory and swap', '内存与交换区'),
	info('load', 'load, tasks, pressure, uptime', '负载、任务、压力、运行时间'),
	info('filesystems', 'file systems with space and inodes', '文件系统的空间与 inode', [
		option('-a', 'all places, those without a size too', '全部挂载点'),
		option('-p <path>', 'the one that holds this path', '包含该路径的文件系统'),
		...watching,
	]),
	info('disks', 'disks and what they read and write', '磁盘及其读写', [option('-p', 'partitions too', '包括分区'), option('-a', 'empty devices too', '包括空设备'), ...measuring]),
	info('network', 'network interfaces and their traffic', '网络接口与流量', [option('-I <interface>', 'only this one', '仅该接口'), ...measuring]),
	info('addresses', 'IP addresses', 'IP 地址', [option('-4', 'only IPv4', '仅 IPv4'), option('-6', 'only IPv6', '仅 IPv6'), ...watching]),
	info('routes', 'the main table of routes', '主路由表'),
	info('processes', 'the busiest or largest processes, or all as a tree', '最忙或最大的进程，或进程树', [
		option('-n <count>', 'how many, 30 by default; 0 is all', '数量，默认 30；0 为全部'),
		option('-s <order>', 'what the first ones have most of', '排序依据', {values: ['cpu', 'memory', 'io', 'time', 'threads', 'start', 'pid', 'name']}),
		option('-U <user>', 'only those of this user', '仅该用户的进程'),
		option('-p <pid>', 'only this one', '仅该进程'),
		option('-g <text>', 'with this in the name or command line', '名称或命令行包含该文本'),
		option('-T', 'children below their parents', '以树形显示'),
		...measuring,
	]),
	info('ports', 'open ports and their processes', '开放端口及其进程', [
		option('-a', 'connections too', '包括连接'), option('-t', 'only TCP', '仅 TCP'), option('-u', 'only UDP', '仅 UDP'), option('-p <port>', 'only this one', '仅该端口'), ...watching,
	]),
	info('jvms', 'JVMs, and whether Arthas is in them', 'JVM 及其是否已附加 Arthas', [option('-p <pid>', 'only this one', '仅该进程'), ...watching]),
	info('containers', 'containers and limits', '容器与资源限制', measuring),
	info('users', 'accounts of the host', '主机账号', [
		option('-u', 'of people (the default)', '普通用户（默认）'),
		option('-S', 'of the system', '系统用户'),
		option('-A', 'all of them', '全部用户'),
		option('-U <name>', 'one of them', '指定用户'),
	]),
	info('sessions', 'who is logged in', '当前登录的用户'),
	info('services', 'services of systemd', 'systemd 服务', [option('-a', 'those that do not run too', '包括未运行的'), option('-f', 'only those that failed', '仅失败的'), ...watching]),
	info('packages', 'how many packages are installed', '已安装软件包的数量', [option('-q <text>', 'tell those with this in their names', '列出名称包含该文本的'), option('-a', 'tell all of them', '列出全部'), ...watching]),
	info('dmesg', 'the last messages of the kernel', '内核的最近消息', [
		option('-n <count>', 'how many, 50 by default', '数量，默认 50'),
		option('-l <level>', 'these and worse ones', '该级别及更严重的', {values: ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'info', 'debug']}),
		option('-g <text>', 'with this in them', '包含该文本'),
		...watching,
	]),
];
