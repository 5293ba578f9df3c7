import {option} from './arthas-command.js';

/** Options that several commands have in the same spelling and meaning. */
export const help = option('-h, --help', 'how it is used', '用法说明');
export const regex = option('-E, --regex', 'patterns are regular expressions', '模式按正则表达式匹配');
export const classLoader = option('-c, --classloader <hash>', 'only in the class loader with this hash', '只在该哈希的类加载器中');
export const classLoaderClass = option('--classLoaderClass <class>', 'only in the class loader of this class', '只在该类的类加载器中');
export const expand = option('-x, --expand <n>', 'how deep to open objects, 1 to 4', '展开对象的层数，1 到 4', {values: ['1', '2', '3', '4']});
export const sizeLimit = option('-M, --sizeLimit <bytes>', 'the largest value that is shown', '显示值的最大字节数');
export const limits = option('-n, --limits <n>', 'end after so many hits', '命中若干次后结束');

/** What everything that instruments methods has. */
export const probing = [
	limits,
	option('--timeout <seconds>', 'end after this time', '超过该时间后结束', {since: '4.1.3'}),
	regex,
	option('--exclude-class-pattern <pattern>', 'leave these classes out', '排除这些类'),
	option('-m, --maxMatch <n>', 'refuse when more classes match', '匹配的类超过该数量则拒绝', {since: '3.6.8'}),
	option('-L, --lazy', 'wait for classes that are not loaded yet', '等待尚未加载的类', {since: '4.1.3'}),
	option('--listenerId <n>', 'join the listener with this number', '加入该编号的监听器'),
	option('-v, --verbose', 'tell how conditions come out', '显示条件的求值结果'),
];

/** Of the class loader, which `monitor` has in the long form alone: its `-c` is the cycle. */
export const probedLoader = option('-c, --classloader <hash>', 'only in the class loader with this hash', '只在该哈希的类加载器中', {since: '4.1.5'});
