import {command, option, type ArthasCommand} from './arthas-command.js';
import {
	classLoader, classLoaderClass, expand, help, regex,
} from './shared-options.js';

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'OFF'];
const threadStates = ['NEW', 'RUNNABLE', 'TIMED_WAITING', 'WAITING', 'BLOCKED', 'TERMINATED'];
const globalOptions = [
	'unsafe',
	'dump',
	'batch-re-transform',
	'json-format',
	'object-size-limit',
	'disable-sub-class',
	'support-default-method',
	'save-result',
	'job-timeout',
	'print-parent-fields',
	'verbose',
	'strict',
];
const toolActions = ['getInstances', 'forceGc', 'heapAnalyze', 'referenceAnalyze', 'interruptThread', 'mallocTrim', 'mallocStats'];
const interval = option('-i, --interval <ms>', 'time between two', '两次之间的间隔');
const executions = option('-n, --number-of-execution <n>', 'end after so many', '若干次后结束');

/** Commands about the JVM as a whole. */
export const jvmCommands: readonly ArthasCommand[] = [
	command('dashboard', 'threads, memory and collections, again and again', '线程、内存与 GC 的实时概览', {options: [interval, executions, help]}),
	command('thread', 'threads and their stacks', '线程与调用栈', {
		operands: 'word',
		options: [
			option('-n, --top-n-threads <n>', 'the busiest with their stacks', '最忙的若干线程及其栈'),
			option('-b, --include-blocking-thread', 'who holds the lock that most wait for', '找出阻塞最多线程的线程'),
			option('--state <state>', 'only in this state', '只看该状态', {values: threadStates}),
			option('--all', 'all of them', '显示全部'),
			option('-i, --sample-interval <ms>', 'how long to measure CPU', 'CPU 采样时长'),
			option('--lockedMonitors', 'with the monitors that they hold', '显示持有的监视器'),
			option('--lockedSynchronizers', 'with the synchronizers that they hold', '显示持有的同步器'),
			help,
		],
	}),
	command('jvm', 'facts about the JVM', 'JVM 信息', {options: [help]}),
	command('memory', 'memory by region', '各内存区的用量', {since: '3.5.6', options: [help]}),
	command('sysprop', 'system properties', '系统属性', {operands: 'word word', options: [help]}),
	command('sysenv', 'environment variables', '环境变量', {operands: 'word', options: [help]}),
	command('vmoption', 'options of the VM', 'VM 选项', {operands: 'word word', options: [help]}),
	command('perfcounter', 'performance counters', '性能计数器', {options: [option('-d, --details', 'with details', '显示详情'), help]}),
	command('mbean', 'MBeans and their attributes', 'MBean 及其属性', {
		operands: 'word word', options: [option('-m, --metadata', 'what they have', '显示元信息'), interval, executions, regex, help],
	}),
	command('logger', 'loggers and their levels', '日志记录器与级别', {
		options: [
			option('-n, --name <logger>', 'one of them', '指定一个'),
			option('-l, --level <level>', 'set its level', '设置级别', {values: levels}),
			option('--include-no-appender', 'also those without an appender', '包括没有 appender 的'),
			classLoader,
			classLoaderClass,
			help,
		],
	}),
	command('heapdump', 'the heap as a file on the target', '把堆转储到目标机的文件', {
		operands: 'word', options: [option('-l, --live', 'only objects that are reachable', '只含存活对象'), help],
	}),
	command('vmtool', 'finds objects in the heap and runs tools of the VM', '查找堆中的对象，运行 VM 工具', {
		since: '3.5.1',
		options: [
			option('-a, --action <action>', 'what to do', '动作', {values: toolActions}),
			option('--className <class>', 'of which class', '类名'),
			option('--express <expression>', 'evaluate over `instances`', '对 `instances` 求值'),
			expand,
			option('-l, --limit <n>', 'at most so many objects; -1 is all', '最多多少个对象；-1 为全部'),
			option('-t, --threadId <id>', 'which thread to interrupt', '要中断的线程'),
			option('--classNum <n>', 'how many classes to show', '显示多少个类', {since: '4.1.5'}),
			option('--objectNum <n>', 'how many objects to show', '显示多少个对象', {since: '4.1.5'}),
			option('--backtraceNum <n>', 'how far to follow references', '引用回溯的层数', {since: '4.1.5'}),
			option('--libPath <file>', 'the native library', '本地库路径'),
			classLoader,
			classLoaderClass,
			help,
		],
	}),
	command('ognl', 'runs an expression in the JVM', '在 JVM 中执行表达式', {
		operands: 'expression!', options: [expand, option('-c, --classLoader <hash>', 'in the class loader with this hash', '使用该哈希的类加载器'), classLoaderClass, help],
	}),
	command('options', 'options of Arthas, for everybody on this JVM', 'Arthas 选项，影响该 JVM 的所有用户', {operands: 'word word', values: globalOptions, options: [help]}),
	command('reset', 'takes the instrumentation of everybody out', '还原所有人的增强', {operands: 'class', options: [regex, help]}),
	command('stop', 'ends Arthas on this JVM for everybody', '关闭该 JVM 上的 Arthas，影响所有用户', {options: [help]}),
];
