import {defineInfo} from '../define/define-info.js';
import {readAddresses} from './read-addresses.js';

export const getinfoAddresses = defineInfo({
	name: 'addresses',
	summary: 'IP addresses of this host',
	options: {
		v4: {kind: 'flag', short: '4', about: 'only IPv4'},
		v6: {kind: 'flag', short: '6', about: 'only IPv6'},
	},
	schema: {
		addresses: [{
			interface: 'text', family: 'text', address: 'text', prefix: 'number', scope: 'text', isInternal: 'flag', mac: 'text?',
		}],
	},
	isPortable: true,
	read: ({host, values: {v4 = false, v6 = false}}) => ({
		addresses: readAddresses(host).filter(({family}) => v4 === v6 || family === (v4 ? 'ipv4' : 'ipv6')),
	}),
});
