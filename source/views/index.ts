import type {Result} from '../core/protocol/result.js';
import type {Block} from './block.js';
import {span} from './build-block.js';
import {jsonNodes} from './json-tree.js';
import {membersOf} from './members.js';
import {classloaderView} from './results/classloader.js';
import {classloaderMetaspaceView} from './results/classloader-metaspace.js';
import {mcView, redefineView, retransformView} from './results/class-files.js';
import {commandView} from './results/command.js';
import {dashboardView} from './results/dashboard.js';
import {enhancerView, resetView} from './results/enhancer.js';
import {getinfoView} from './results/getinfo.js';
import {getstaticView} from './results/getstatic.js';
import {heapdumpView} from './results/heapdump.js';
import {helpView} from './results/help.js';
import {historyView} from './results/history.js';
import {inputStatusView} from './results/input-status.js';
import {dumpView, jadView} from './results/jad.js';
import {jvmView} from './results/jvm.js';
import {keyValues} from './results/key-values.js';
import {lineListView, lineView} from './results/line.js';
import {
	lodaAnswerView, namespacesView, pluginsListView, trafficView,
} from './results/loda.js';
import {loggerView} from './results/logger.js';
import {mbeanView} from './results/mbean.js';
import {memoryView} from './results/memory-table.js';
import {monitorView} from './results/monitor.js';
import {namedMembers} from './results/named-members.js';
import {objectMember} from './results/object-member.js';
import {optionsView, vmoptionView} from './results/options.js';
import {perfcounterView} from './results/perfcounter.js';
import {profilerView} from './results/profiler.js';
import {rowAffectView} from './results/row-affect.js';
import {scView} from './results/sc.js';
import {smView} from './results/sm.js';
import {stackView} from './results/stack.js';
import {statusView} from './results/status.js';
import {syncBashView} from './results/sync-bash.js';
import {textMember} from './results/text-member.js';
import {threadView} from './results/thread.js';
import {traceView} from './results/trace.js';
import {ttView} from './results/tt.js';
import {watchView} from './results/watch.js';
import {shapeBlocks} from './shape-view.js';
import type {View} from './view.js';

/**
A result as blocks, ready for `layout`. Members that its view does not know come after what the view
draws, and a type that nobody knows is a tree of all its members: nothing an agent sends is hidden
because it is new.
*/
export function viewOf(result: Result): Block[] {
	const view = viewFor(result.type);
	if (view === undefined) {
		return [{kind: 'tree', nodes: [{label: [span(result.type, 'title')], children: jsonNodes(result)}]}];
	}

	const members = membersOf(result);
	members.hide('type', 'jobId');
	const blocks = view(members);
	return [...blocks, ...shapeBlocks(members.rest())];
}

/** Whether a type has a view of its own. */
export function hasView(type: string): boolean {
	return viewFor(type) !== undefined;
}

function viewFor(type: string): View | undefined {
	if (type.startsWith('getinfo.')) {
		return getinfoView;
	}

	return Object.hasOwn(views, type) ? views[type] : undefined;
}

const views: Record<string, View> = {
	// Protocol
	command: commandView,
	enhancer: enhancerView,
	input_status: inputStatusView,
	message: textMember('message'),
	row_affect: rowAffectView,
	session: namedMembers({
		javaPid: 'JAVA_PID',
		sessionId: 'SESSION_ID',
		agentId: 'AGENT_ID',
		tunnelServer: 'TUNNEL_SERVER',
		tunnelConnected: 'TUNNEL_CONNECTED',
		channelServer: 'CHANNEL_SERVER',
		statUrl: 'STAT_URL',
		userId: 'USER_ID',
	}),
	status: statusView,
	welcome: namedMembers({
		wiki: 'wiki',
		tutorials: 'tutorials',
		version: 'version',
		mainClass: 'main_class',
		pid: 'pid',
		time: 'time',
	}),

	// Texts
	base64: textMember('content'),
	cat: textMember('content', 'file'),
	echo: textMember('content'),
	jfr: textMember('jfrOutput'),
	pwd: textMember('workingDir'),
	shutdown: textMember('message', 'graceful'),
	text: textMember('text'),
	version: textMember('version'),

	// The JVM and Arthas itself
	dashboard: dashboardView,
	heapdump: heapdumpView,
	help: helpView,
	history: historyView,
	jvm: jvmView,
	logger: loggerView,
	mbean: mbeanView,
	memory: memoryView,
	options: optionsView,
	perfcounter: perfcounterView,
	profiler: profilerView,
	reset: resetView,
	sysenv: keyValues('env'),
	sysprop: keyValues('props'),
	thread: threadView,
	vmoption: vmoptionView,

	// Monitoring agents
	'metrics.post': lodaAnswerView,
	namespaces: namespacesView,
	'plugins.disable': lodaAnswerView,
	'plugins.enable': lodaAnswerView,
	'plugins.list': pluginsListView,
	'plugins.run': lodaAnswerView,
	'plugins.update': lodaAnswerView,
	pull: lodaAnswerView,
	traffic: trafficView,

	// Classes and objects
	classloader: classloaderView,
	'classloader-metaspace': classloaderMetaspaceView,
	dump: dumpView,
	getstatic: getstaticView,
	jad: jadView,
	mc: mcView,
	ognl: objectMember('value'),
	redefine: redefineView,
	retransform: retransformView,
	sc: scView,
	sm: smView,
	vmtool: objectMember('value'),

	// Probes
	line: lineView,
	'line-list': lineListView,
	monitor: monitorView,
	stack: stackView,
	trace: traceView,
	tt: ttView,
	watch: watchView,

	// Hosts
	'sync.bash': syncBashView,
};
