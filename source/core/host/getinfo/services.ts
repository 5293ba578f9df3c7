import {defineInfo} from '../define/define-info.js';
import {runTool} from './run-tool.js';

const properties = ['Id', 'Description', 'LoadState', 'ActiveState', 'SubState', 'UnitFileState', 'MainPID', 'NRestarts', 'MemoryCurrent', 'CPUUsageNSec', 'TasksCurrent', 'Result'] as const;

/** systemd tells its units over its own bus only, so its program is asked; a host that another program started has none. */
export const getinfoServices = defineInfo({
	name: 'services',
	summary: 'Services of systemd and how they are doing',
	options: {
		all: {kind: 'flag', short: 'a', about: 'those that are not running too'},
		failed: {kind: 'flag', short: 'f', about: 'only those that failed'},
	},
	schema: {
		manager: 'text?', total: 'number', running: 'number', failed: 'number',
		services: [{
			name: 'text', active: 'text', sub: 'text', load: 'text', enabled: 'text?', result: 'text?', pid: 'number?', restarts: 'number?',
			memoryBytes: 'number?', cpuMs: 'number?', tasks: 'number?', description: 'text',
		}],
	},
	async read({host, values: {all = false, failed = false}, signal}) {
		// The folder is systemd's own sign that it runs the machine; its program alone may be installed anywhere.
		const text = host.exists('/run/systemd/system') ? await runTool('systemctl', ['show', '--all', `--property=${properties.join(',')}`, '--', '*.service'], signal) : undefined;
		if (text === undefined) {
			host.lack(`services: ${host.line('/proc/1/comm') ?? 'the first process'} runs this host, not systemd`);
		}

		const services = readServices(text ?? '').filter(({load}) => load !== 'not-found');
		const isActive = ({active}: {active: string}) => active === 'active' || active === 'activating' || active === 'reloading';
		const hasFailed = ({active}: {active: string}) => active === 'failed';
		return {
			manager: text === undefined ? null : 'systemd',
			total: services.length, running: services.filter(({sub}) => sub === 'running').length, failed: services.filter(service => hasFailed(service)).length,
			services: services.filter(service => hasFailed(service) || (!failed && (all || isActive(service)))),
		};
	},
});

/** What `systemctl show` prints: a block a unit, a line a property. What systemd doesn't count is `[not set]` or the largest number. */
export function readServices(text: string) {
	const blocks = text.split('\n\n').map(block => new Map(block.split('\n').map(line => {
		const equals = line.indexOf('=');
		return [line.slice(0, Math.max(0, equals)), line.slice(equals + 1)];
	})));
	return blocks.filter(block => block.has('Id')).map(block => {
		const number = (name: string) => /^\d{1,15}$/.test(block.get(name) ?? '') ? Number(block.get(name)) : null;
		const words = (name: string) => block.get(name) === '' ? null : block.get(name) ?? null;
		const cpu = number('CPUUsageNSec');
		const pid = number('MainPID');
		return {
			name: (block.get('Id') ?? '').replace(/\.service$/, ''),
			active: block.get('ActiveState') ?? 'unknown', sub: block.get('SubState') ?? 'unknown', load: block.get('LoadState') ?? 'unknown',
			enabled: words('UnitFileState'), result: words('Result'), pid: pid === 0 ? null : pid, restarts: number('NRestarts'),
			memoryBytes: number('MemoryCurrent'), cpuMs: cpu === null ? null : Math.round(cpu / 1e6), tasks: number('TasksCurrent'), description: block.get('Description') ?? '',
		};
	}).sort((a, b) => a.name < b.name ? -1 : 1);
}
