import {defineInfo} from '../define/define-info.js';
import {readRoutes} from './read-routes.js';

export const getinfoRoutes = defineInfo({
	name: 'routes',
	summary: 'Where packets go: the main table of routes',
	options: {},
	schema: {
		routes: [{
			family: 'text', destination: 'text', prefix: 'number', gateway: 'text?', interface: 'text', metric: 'number', flags: 'text',
		}],
	},
	read: ({host}) => ({routes: readRoutes(host)}),
});
