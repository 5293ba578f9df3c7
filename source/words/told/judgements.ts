import type {Text} from '../say.js';

/** What a command does to its target. */
export const judgementTexts: readonly Text[] = [
	{en: 'nothing is asked', zh: '没有内容'},
	{en: 'a quote in it is never closed, so nobody can say what it does', zh: '其中有未闭合的引号，无法判断它会做什么'},
	{en: '> writes a file on the target', zh: '> 会在目标上写文件'},
	{en: 'a pipe runs a second command', zh: '管道会执行第二条命令'},
	{en: '{name} only looks here', zh: '{name} 在此只查看'},
	{en: '{name} only looks', zh: '{name} 只查看'},
	{en: '{name} instruments the methods that it names', zh: '{name} 会增强所指定的方法'},
	{en: 'the expression of {name} sets something, makes an object or calls a static method', zh: '{name} 的表达式会赋值、创建对象或调用静态方法'},
	{en: '{name} changes the target with these arguments', zh: '{name} 带这些参数会改动目标'},
	{en: 'heapdump stops the JVM while it writes a file as large as the heap', zh: 'heapdump 会暂停 JVM，并写出与堆一样大的文件'},
	{en: 'dump writes class files on the target', zh: 'dump 会在目标上写 class 文件'},
	{en: 'vmtool walks the heap and can run code on what it finds', zh: 'vmtool 会遍历堆，并可对找到的对象执行代码'},
	{en: 'classloader-metaspace starts a flight recording', zh: 'classloader-metaspace 会启动飞行记录'},
	{en: 'cat shows files of the target host', zh: 'cat 会显示目标主机的文件'},
	{en: 'base64 reads files of the target host and can write one', zh: 'base64 会读取目标主机的文件，也可写文件'},
	{en: 'stop ends Arthas on the target for everybody who uses it, and takes back all that it instrumented', zh: 'stop 会为所有使用者结束目标上的 Arthas，并撤销其全部增强'},
	{en: 'shutdown ends Arthas on the target for everybody who uses it', zh: 'shutdown 会为所有使用者结束目标上的 Arthas'},
	{en: 'reset takes back what was instrumented on the target, also for others who watch there', zh: 'reset 会撤销目标上的增强，也影响在那里观察的其他人'},
	{en: 'redefine replaces code of the running application', zh: 'redefine 会替换运行中应用的代码'},
	{en: 'mc compiles code on the target', zh: 'mc 会在目标上编译代码'},
	{en: '{name} is unknown (did you mean {meant}?) and may change the target', zh: '{name} 未知（是否指 {meant}？），可能改动目标'},
	{en: '{name} listens to {method} already: a second one can make Arthas throw into the application (4.1.5)', zh: '{name} 已在监听 {method}：再来一个可能使 Arthas 把异常抛进应用 (4.1.5)'},
	{en: '{name} may change the target', zh: '{name} 可能改动目标'},
	{en: '-n {limit} is more than {most}: if this program died meanwhile, the agent could freeze until its server restarts', zh: '-n {limit} 超过 {most}：若本程序中途退出，代理可能卡住，直到其服务器重启'},
];
