import type {ActionContext} from '../context.js';
import type {Question} from '../ask.js';
import {changeFile, findInFile} from './change-file.js';
import {askPluginCall} from './call-plugin.js';
import {openLogOf} from './open-log-of.js';

/** What panes of plug-ins and logs ask for in a line. */
export const monitorQuestions: Readonly<Record<string, Question>> = {
	'plugins.call': {
		label: {en: 'namespace, group/project, parameters', zh: '命名空间、组/项目、参数'},
		entered: askPluginCall,
	},
	'file.path': {
		label: {en: 'path of the log', zh: '日志路径'},
		entered: openLogOf,
	},
	'file.search': {
		label: {en: 'search', zh: '搜索'},
		changed(context: ActionContext, text: string) {
			changeFile(context, {search: text});
		},
		entered(context: ActionContext) {
			findInFile(context, -1, 'here');
		},
		left(context: ActionContext, before: string) {
			changeFile(context, {search: before});
		},
	},
};
