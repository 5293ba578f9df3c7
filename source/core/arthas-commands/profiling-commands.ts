import {command, option, type ArthasCommand} from './arthas-command.js';
import {help} from './shared-options.js';

const actions = [
	'start', 'stop', 'status', 'list', 'actions', 'resume', 'dump', 'meminfo', 'version', 'load', 'execute', 'dumpCollapsed', 'dumpFlat', 'dumpTraces', 'getSamples',
];
const events = ['cpu', 'alloc', 'lock', 'wall', 'itimer', 'cache-misses'];
const formats = ['flamegraph', 'tree', 'jfr', 'collapsed', 'flat', 'traces', 'md'];

/** Commands that sample the JVM. */
export const profilingCommands: readonly ArthasCommand[] = [
	command('profiler', 'samples where CPU time, allocations or locks go', '采样 CPU、内存分配与锁', {
		operands: 'word! word',
		values: actions,
		options: [
			option('-e, --event <event>', 'what to sample, cpu by default', '采样的事件，默认 cpu', {values: events}),
			option('-d, --duration <seconds>', 'stop after this time', '采样时长'),
			option('-i, --interval <ns>', 'between two samples', '采样间隔'),
			option('-f, --file <file>', 'where the outcome goes', '输出文件'),
			option('-o, --format <format>', 'of the outcome', '输出格式', {values: formats}),
			option('-t, --threads', 'by thread', '按线程分开'),
			option('-I, --include <pattern>', 'only stacks with this', '只含匹配的栈'),
			option('-X, --exclude <pattern>', 'no stacks with this', '排除匹配的栈'),
			option('-j, --jstackdepth <n>', 'how deep stacks may be', '栈的最大深度'),
			option('-s', 'simple names of classes', '使用简单类名'),
			option('-g', 'with signatures of methods', '显示方法签名'),
			option('-a', 'Java methods are marked', '标注 Java 方法'),
			option('-l', 'with names of libraries', '显示库名'),
			option('--alloc <bytes>', 'sample allocations', '采样内存分配'),
			option('--live', 'allocations that are still alive', '只看存活对象的分配'),
			option('--lock <ns>', 'sample locks', '采样锁'),
			option('--wall <ms>', 'sample by the clock', '按时钟采样'),
			option('--all-user', 'only user mode', '只看用户态'),
			option('--cstack <mode>', 'how to walk C stacks', 'C 栈的回溯方式', {values: ['fp', 'dwarf', 'lbr', 'no', 'vm']}),
			option('--sched', 'by scheduling policy', '按调度策略分开'),
			option('--total', 'totals and not samples', '统计总量而不是样本数'),
			option('--title <text>', 'of a flame graph', '火焰图标题'),
			option('--minwidth <percent>', 'leave narrower frames out', '忽略更窄的帧'),
			option('--reverse', 'the other way round', '反向'),
			option('--norm', 'one name for all lambdas of a class', '归并 lambda 类名'),
			option('--begin <function>', 'begin when this is called', '调用该函数时开始'),
			option('--end <function>', 'end when this is called', '调用该函数时结束'),
			option('--ttsp', 'time to safepoint', '到达安全点的时间'),
			option('--jfrsync <config>', 'with a flight recording', '同时启动 JFR'),
			option('--chunksize <bytes>', 'of a flight recording', 'JFR 块大小'),
			option('--chunktime <seconds>', 'of a flight recording', 'JFR 块时长'),
			option('--clock <clock>', 'of the samples', '样本的时钟', {values: ['monotonic', 'tsc']}),
			option('--signal <signal>', 'to profile with', '采样信号'),
			option('-F, --features <names>', 'to profile with', '启用的特性'),
			option('--loop <time>', 'again and again', '循环采样'),
			option('--timeout <time>', 'stop at this time', '到时停止'),
			help,
		],
	}),
	command('jfr', 'flight recordings', 'JFR 飞行记录', {
		operands: 'word!',
		values: ['status', 'start', 'stop', 'dump'],
		since: '3.6.5',
		options: [
			option('-n, --name <name>', 'of the recording', '记录名'),
			option('-r, --recording <n>', 'which recording', '记录编号'),
			option('-s, --settings <settings>', 'default, profile or a file', '设置：default、profile 或文件', {values: ['default', 'profile']}),
			option('-d, --delay <time>', 'begin later, as 5s', '延迟开始，如 5s'),
			option('--duration <time>', 'end after this time', '记录时长'),
			option('-f, --filename <file>', 'where it goes', '输出文件'),
			option('--maxage <time>', 'how long to keep data', '数据保留时长'),
			option('--maxsize <size>', 'how much data to keep', '数据保留大小'),
			option('--dumponexit <bool>', 'write it when the JVM ends', 'JVM 退出时写出', {values: ['true', 'false']}),
			option('--state <state>', 'recordings in this state', '该状态的记录', {values: ['new', 'delay', 'running', 'stopped', 'closed']}),
			help,
		],
	}),
];
