import {command, option, type ArthasCommand} from './arthas-command.js';
import {
	classLoader, classLoaderClass, expand, help, regex,
} from './shared-options.js';

const directory = option('-d, --directory <folder>', 'where class files go', '类文件的目录');
const code = option('-c, --code <hash>', 'only in the class loader with this hash', '只在该哈希的类加载器中');
const number = option('-n, --limits <n>', 'at most so many classes with details', '最多显示多少个类的详情');

/** Commands about classes and their loaders. */
export const classCommands: readonly ArthasCommand[] = [
	command('sc', 'loaded classes', '查找已加载的类', {
		operands: 'class!',
		options: [
			option('-d, --details', 'with details', '显示详情'),
			option('-f, --field', 'with fields', '显示字段'),
			regex,
			expand,
			classLoader,
			classLoaderClass,
			option('-cs, --classLoaderStr <text>', 'only where the loader prints as this', '只在 toString 为该值的类加载器中'),
			number,
			help,
		],
	}),
	command('sm', 'methods of classes', '查找类的方法', {
		operands: 'class! method',
		options: [option('-d, --details', 'with details', '显示详情'), regex, classLoader, classLoaderClass, number, help],
	}),
	command('jad', 'source of a class, decompiled', '反编译类的源码', {
		operands: 'class! method',
		options: [
			option('--source-only', 'the source alone', '只输出源码'),
			option('--lineNumber <bool>', 'with line numbers', '显示行号', {values: ['true', 'false']}),
			option('--hideUnicode', 'no escapes for Unicode', '不转义 Unicode'),
			regex,
			code,
			classLoaderClass,
			directory,
			help,
		],
	}),
	command('classloader', 'class loaders', '类加载器', {
		options: [
			option('-l, --list-classloader', 'one row each', '每个加载器一行'),
			option('-t, --tree', 'as a tree', '以树显示'),
			option('-a, --all', 'all classes of each', '显示每个加载器的全部类'),
			option('-u, --url-stat', 'by their URLs', '按 URL 统计'),
			option('-c, --classloader <hash>', 'one of them', '指定一个加载器'),
			classLoaderClass,
			option('-r, --resource <name>', 'where a resource is', '查找资源'),
			option('-i, --include-reflection-classloader', 'with those of reflection', '包括反射的加载器'),
			option('--load <class>', 'load a class', '加载一个类'),
			option('--url-classes', 'which jar gave which classes', '各 jar 加载的类', {since: '4.1.4'}),
			option('-d, --details', 'with --url-classes: the classes', '配合 --url-classes：列出类', {since: '4.1.4'}),
			option('--jar <word>', 'with --url-classes: these jars', '配合 --url-classes：过滤 jar', {since: '4.1.4'}),
			option('--class <word>', 'with --url-classes: these classes', '配合 --url-classes：过滤类', {since: '4.1.4'}),
			option('-E, --regex', 'with --url-classes: words are regular expressions', '配合 --url-classes：按正则匹配', {since: '4.1.4'}),
			option('-n, --limit <n>', 'with --url-classes: so many classes a jar', '配合 --url-classes：每个 jar 的类数', {since: '4.1.4'}),
			help,
		],
	}),
	command('classloader-metaspace', 'metaspace by class loader', '各类加载器占用的元空间', {
		since: '4.1.9',
		options: [
			classLoader,
			classLoaderClass,
			option('--duration <time>', 'how long to measure, as 2500ms', '测量时长，如 2500ms'),
			option('--period <time>', 'how often to measure', '测量间隔'),
			option('--limit <n>', 'at most so many', '最多显示多少个'),
			option('-v, --verbose', 'with more details', '显示更多细节'),
			help,
		],
	}),
	command('getstatic', 'the value of a static field', '静态字段的值', {
		operands: 'class! field! expression', options: [expand, regex, classLoader, classLoaderClass, help],
	}),
	command('dump', 'class files of loaded classes, written on the target', '把已加载类的字节码写到目标机', {
		operands: 'class!',
		options: [directory, option('-l, --limit <n>', 'at most so many classes', '最多多少个类'), regex, code, classLoaderClass, help],
	}),
	command('mc', 'compiles source files on the target', '在目标机编译源文件', {
		operands: 'word!',
		options: [directory, option('--encoding <name>', 'of the source files', '源文件编码'), classLoader, classLoaderClass, help],
	}),
	command('redefine', 'puts class files in the place of loaded classes', '用类文件替换已加载的类', {operands: 'word!', options: [classLoader, classLoaderClass, help]}),
	command('retransform', 'puts class files in the place of loaded classes, and takes them back', '用类文件替换已加载的类，可撤回', {
		operands: 'word',
		since: '3.4.6',
		options: [
			option('-l, --list', 'what was replaced', '列出已替换的类'),
			option('-d, --delete <id>', 'forget one', '删除一条'),
			option('--deleteAll', 'forget all', '删除全部'),
			option('--classPattern <pattern>', 'let these classes be transformed again', '重新转换匹配的类'),
			option('--limit <n>', 'at most so many classes', '最多多少个类'),
			classLoader,
			classLoaderClass,
			help,
		],
	}),
];
