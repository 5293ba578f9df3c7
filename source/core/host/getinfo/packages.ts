import {defineInfo} from '../define/define-info.js';
import type {HostReader} from '../define/host-reader.js';
import {runTool} from './run-tool.js';

type Package = {name: string; version: string; arch: string | null};

/** The list itself is long, and told only of those that are looked for. `changedAtMs` is when something was last installed or removed. */
export const getinfoPackages = defineInfo({
	name: 'packages',
	summary: 'How many packages are installed, which ones of a name, or all',
	options: {
		find: {
			kind: 'text', short: 'q', value: 'TEXT', about: 'tell those with this in their names',
		},
		all: {kind: 'flag', short: 'a', about: 'tell all of them'},
	},
	schema: {
		manager: 'text?', count: 'number', changedAtMs: 'number?',
		packages: [{name: 'text', version: 'text', arch: 'text?'}],
	},
	async read({host, values: {find, all = false}, signal}) {
		for (const {manager, file, list} of managers) {
			const changedAtMs = host.facts(file)?.changedAtMs;
			const packages = changedAtMs === undefined ? undefined : await list(host, file, signal);
			if (packages !== undefined) {
				const found = find === undefined && !all ? [] : packages.filter(({name}) => name.includes(find ?? '')).sort((a, b) => a.name < b.name ? -1 : 1);
				return {
					manager, count: packages.length, changedAtMs: changedAtMs ?? null, packages: found,
				};
			}
		}

		host.lack('packages: none of dpkg, rpm, apk, pacman keeps them here');
		return {
			manager: null, count: 0, changedAtMs: null, packages: [],
		};
	},
});

type Manager = {manager: string; file: string; list(host: HostReader, file: string, signal: AbortSignal): Package[] | undefined | Promise<Package[] | undefined>};

const managers: readonly Manager[] = [
	{manager: 'dpkg', file: '/var/lib/dpkg/status', list: readDpkg},
	{manager: 'apk', file: '/lib/apk/db/installed', list: (host, file) => paragraphs(host, file).map(read => ({name: read('P'), version: read('V'), arch: read('A')}))},
	{manager: 'pacman', file: '/var/lib/pacman/local', list: readPacman},
	// A database that only its own program reads.
	{manager: 'rpm', file: '/var/lib/rpm/rpmdb.sqlite', list: listRpm},
	{manager: 'rpm', file: '/usr/lib/sysimage/rpm/rpmdb.sqlite', list: listRpm},
	{manager: 'rpm', file: '/var/lib/rpm/Packages', list: listRpm},
];

function readDpkg(host: HostReader, file: string): Package[] {
	// What was removed keeps its paragraph as long as its settings are there.
	return paragraphs(host, file).filter(read => read('Status').endsWith(' installed')).map(read => ({name: read('Package'), version: read('Version'), arch: read('Architecture')}));
}

function paragraphs(host: HostReader, file: string): Array<(field: string) => string> {
	return (host.text(file) ?? '').split('\n\n').filter(block => block.trim() !== '').map(block => {
		const text = `\n${block}`;
		return field => {
			const start = text.indexOf(`\n${field}:`);
			const end = text.indexOf('\n', start + 1);
			return start === -1 ? '' : text.slice(start + field.length + 2, end === -1 ? undefined : end).trim();
		};
	});
}

/** A folder a package: its name, the version and the release behind the last two dashes. */
function readPacman(host: HostReader, folder: string): Package[] {
	return host.names(folder).map(name => /^(?<name>.+)-(?<version>[^-]+-[^-]+)$/.exec(name)?.groups).filter(found => found !== undefined).map(found => ({
		name: found['name'] ?? '', version: found['version'] ?? '', arch: null,
	}));
}

async function listRpm(host: HostReader, _file: string, signal: AbortSignal): Promise<Package[] | undefined> {
	const text = await runTool('rpm', ['--root', host.at('/'), '-qa', '--qf', String.raw`%{NAME}\t%{VERSION}-%{RELEASE}\t%{ARCH}\n`], signal);
	return text?.trim().split('\n').map(line => {
		const [name = '', version = '', arch = ''] = line.split('\t');
		return {name, version, arch};
	});
}
