import {command, option, type ArthasCommand} from './arthas-command.js';
import {
	expand, help, probedLoader, probing, sizeLimit,
} from './shared-options.js';

/** Commands that instrument methods and tell of every call. */
export const probeCommands: readonly ArthasCommand[] = [
	command('watch', 'values of every call of a method', '观察方法每次调用的值', {
		operands: 'class! method! expression condition',
		options: [
			expand,
			option('-b, --before', 'when a call begins', '在调用开始时'),
			option('-f, --finish', 'when a call ends in either way (the default)', '在调用结束时（默认）'),
			option('-s, --success', 'only calls that return', '只看正常返回的调用'),
			option('-e, --exception', 'only calls that end by an exception', '只看抛出异常的调用'),
			...probing,
			probedLoader,
			sizeLimit,
			help,
		],
	}),
	command('trace', 'where the time of a method goes', '方法内部各调用的耗时', {
		operands: 'class! method! condition',
		options: [
			option('--skipJDKMethod <bool>', 'leave calls into the JDK out', '跳过 JDK 方法', {values: ['true', 'false']}),
			option('-p, --path <pattern>', 'also trace these classes on the way', '同时跟踪路径上的这些类'),
			...probing,
			probedLoader,
			help,
		],
	}),
	command('stack', 'who calls a method', '方法被谁调用', {operands: 'class! method condition', options: [...probing, probedLoader, help]}),
	command('monitor', 'counts, failures and times of a method', '方法的调用次数、失败率与耗时', {
		operands: 'class! method! condition',
		options: [
			option('-c, --cycle <seconds>', 'one row in this time, 60 by default', '统计周期，默认 60 秒'),
			option('-b, --before', 'judge the condition before the call', '在调用前判断条件'),
			...probing,
			option('--classloader <hash>', 'only in the class loader with this hash', '只在该哈希的类加载器中', {since: '4.1.5'}),
			help,
		],
	}),
	command('tt', 'records calls to look at them later', '记录调用，供事后查看', {
		operands: 'class method condition',
		options: [
			option('-t, --time-tunnel', 'record calls', '记录调用'),
			option('-l, --list', 'list what was recorded', '列出记录'),
			option('-i, --index <n>', 'one record', '查看一条记录'),
			option('-w, --watch-express <expression>', 'evaluate over a record', '对记录求值'),
			option('-s, --search-express <expression>', 'records for which it is true', '查找满足表达式的记录'),
			option('-p, --play', 'call the method again as recorded', '按记录重新调用'),
			option('--replay-times <n>', 'how often to call it again', '重新调用的次数'),
			option('--replay-interval <ms>', 'time between two calls', '两次调用的间隔'),
			option('-d, --delete', 'drop a record', '删除一条记录'),
			option('--delete-all', 'drop all records', '删除全部记录'),
			expand,
			...probing,
			probedLoader,
			sizeLimit,
			help,
		],
	}),
	command('line', 'local variables at a line of a method', '方法某一行处的局部变量', {
		since: '4.3.0',
		options: [
			option('--class <class>', 'the class', '类'),
			option('--method <method>', 'the method', '方法'),
			option('--desc <descriptor>', 'the descriptor, where names are equal', '同名方法的描述符'),
			option('--line <n>', 'the line, or several with commas', '行号，可用逗号分隔多个'),
			option('--express <expression>', 'what to show', '要显示的内容'),
			option('--condition <expression>', 'only when it is true', '只在条件成立时'),
			option('--list-lines', 'which lines can be used', '列出可用的行'),
			option('--stack', 'with the stack', '同时显示调用栈'),
			option('--stack-depth <n>', 'how much of the stack', '调用栈的深度'),
			expand,
			...probing,
			probedLoader,
			sizeLimit,
			help,
		],
	}),
];
