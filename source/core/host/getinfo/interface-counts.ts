import type {HostReader} from '../define/host-reader.js';

export type InterfaceCounts = {
	rxBytes: number; rxPackets: number; rxErrors: number; rxDropped: number;
	txBytes: number; txPackets: number; txErrors: number; txDropped: number;
};

/** /proc/net/dev by interface: of each direction bytes, packets, errors, drops and four that nobody asks for. */
export function readInterfaces(host: HostReader): Map<string, InterfaceCounts> {
	const lines = [...(host.text('/proc/net/dev') ?? '').matchAll(/^\s*(?<name>[^\s:]+):\s*(?<counts>[\d ]+)$/gm)];
	return new Map(lines.map(({groups = {}}) => {
		const counts = (groups['counts'] ?? '').trim().split(/ +/).map(Number);
		const at = (index: number) => counts[index] ?? 0;
		return [groups['name'] ?? '', {
			rxBytes: at(0), rxPackets: at(1), rxErrors: at(2), rxDropped: at(3), txBytes: at(8), txPackets: at(9), txErrors: at(10), txDropped: at(11),
		}];
	}));
}
