import type {HostReader} from '../define/host-reader.js';

/** What DMI says of machines that are none. */
const vendors: ReadonlyArray<[pattern: RegExp, name: string]> = [
	[/kvm|google compute engine|openstack/i, 'kvm'],
	[/amazon ec2/i, 'amazon'],
	[/qemu/i, 'qemu'],
	[/vmware/i, 'vmware'],
	[/virtualbox|innotek/i, 'virtualbox'],
	[/xen|hvm domu/i, 'xen'],
	[/microsoft corporation.*virtual|hyper-v/i, 'microsoft'],
	[/parallels/i, 'parallels'],
	[/alibaba cloud/i, 'alibaba'],
	[/firecracker/i, 'firecracker'],
];

/** The hypervisor below, `vm` where there is one without a name, null on bare metal or where nothing tells. */
export function virtualizationOf(host: HostReader): string | null {
	const dmi = ['sys_vendor', 'product_name', 'board_vendor', 'bios_vendor'].map(file => host.line(`/sys/class/dmi/id/${file}`) ?? '').join(' ');
	const named = vendors.find(([pattern]) => pattern.test(dmi))?.[1] ?? host.line('/sys/hypervisor/type');
	if (named !== undefined && named !== null) {
		return named;
	}

	const hypervisor = host.text('/proc/device-tree/hypervisor/compatible');
	if (hypervisor !== undefined) {
		return hypervisor.includes('kvm') ? 'kvm' : 'vm';
	}

	return /^flags\s*:.*\bhypervisor\b/m.test(host.text('/proc/cpuinfo') ?? '') ? 'vm' : null;
}

/** What kind of container these files belong to, by the marks that its maker leaves; null outside of one. */
export function containerOf(host: HostReader): string | null {
	const named = /(?:^|\0)container=(?<name>[^\0]+)/.exec(host.text('/proc/1/environ') ?? '')?.groups?.['name'] ?? host.line('/run/systemd/container');
	if (named !== null) {
		return named;
	}

	if (host.exists('/run/.containerenv')) {
		return 'podman';
	}

	const path = host.text('/proc/1/cgroup') ?? '';
	if (path.includes('kubepods') || host.exists('/var/run/secrets/kubernetes.io')) {
		return 'kubernetes';
	}

	if (host.exists('/.dockerenv') || /\/docker[/-]/.test(path)) {
		return 'docker';
	}

	return /\/lxc[/.]/.test(path) ? 'lxc' : null;
}
