import os from 'node:os';
import type {HostReader} from '../define/host-reader.js';

export type CpuModel = {
	vendor: string | null;
	model: string | null;
	/** Null where neither /proc nor /sys tells how processors are built into sockets. */
	sockets: number | null;
	cores: number | null;
	mhz: number | null;
	features: string[];
};

/** ARM tells its makers by numbers. */
const implementers: Record<string, string> = {
	'0x41': 'ARM', '0x42': 'Broadcom', '0x43': 'Cavium', '0x46': 'Fujitsu', '0x48': 'HiSilicon', '0x4e': 'NVIDIA',
	'0x50': 'Applied Micro', '0x51': 'Qualcomm', '0x53': 'Samsung', '0x56': 'Marvell', '0x61': 'Apple', '0x6d': 'Microsoft', '0x70': 'Phytium', '0xc0': 'Ampere',
};

const parts: Record<string, string> = {
	'0xd03': 'Cortex-A53', '0xd04': 'Cortex-A35', '0xd05': 'Cortex-A55', '0xd07': 'Cortex-A57', '0xd08': 'Cortex-A72', '0xd09': 'Cortex-A73',
	'0xd0a': 'Cortex-A75', '0xd0b': 'Cortex-A76', '0xd0c': 'Neoverse-N1', '0xd40': 'Neoverse-V1', '0xd49': 'Neoverse-N2', '0xd4f': 'Neoverse-V2',
};

/** What kind of processors these are: x86 tells it in /proc/cpuinfo, ARM by numbers there and the rest in /sys. */
export function cpuModel(host: HostReader): CpuModel {
	const blocks = (host.text('/proc/cpuinfo') ?? '').split('\n\n').map(block => readBlock(block)).filter(block => block.has('processor'));
	const [first] = blocks;
	if (first === undefined) {
		return nodeModel();
	}

	return {
		vendor: first.get('vendor_id') ?? implementers[first.get('CPU implementer') ?? ''] ?? null,
		model: first.get('model name') ?? parts[first.get('CPU part') ?? ''] ?? first.get('cpu model') ?? first.get('uarch') ?? null,
		...topology(host, blocks),
		mhz: roundOrNull(first.get('cpu MHz')),
		features: (first.get('flags') ?? first.get('Features') ?? '').split(' ').filter(flag => flag !== ''),
	};
}

function readBlock(block: string): Map<string, string> {
	return new Map(block.split('\n').map(line => {
		const colon = line.indexOf(':');
		return [line.slice(0, Math.max(0, colon)).trim(), line.slice(colon + 1).trim()];
	}));
}

/** Sockets and cores by the ids of each processor; ARM writes them into /sys only. */
function topology(host: HostReader, blocks: ReadonlyArray<Map<string, string>>): {sockets: number | null; cores: number | null} {
	const places = blocks.map(block => {
		const folder = `/sys/devices/system/cpu/cpu${block.get('processor') ?? ''}/topology`;
		const socket = block.get('physical id') ?? host.line(`${folder}/physical_package_id`);
		const core = block.get('core id') ?? host.line(`${folder}/core_id`);
		return socket === null || core === null ? undefined : {socket, core: `${socket}/${core}`};
	});
	return places.includes(undefined)
		? {sockets: null, cores: null}
		: {sockets: new Set(places.map(place => place?.socket)).size, cores: new Set(places.map(place => place?.core)).size};
}

function nodeModel(): CpuModel {
	const [cpu] = os.cpus();
	const speed = cpu?.speed ?? 0;
	// Node tells 0 where it doesn't know, as on Apple's processors.
	const mhz = speed > 0 ? speed : null;
	return {
		vendor: null, model: cpu?.model ?? null, sockets: null, cores: null, mhz, features: [],
	};
}

function roundOrNull(text: string | undefined): number | null {
	return text === undefined ? null : Math.round(Number(text));
}
