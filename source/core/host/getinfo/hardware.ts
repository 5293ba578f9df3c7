import {defineInfo} from '../define/define-info.js';
import type {HostReader} from '../define/host-reader.js';

/** From DMI, or from the device tree where a board has that instead. Serial numbers are root's to see. */
export const getinfoHardware = defineInfo({
	name: 'hardware',
	summary: 'Maker, model, firmware and temperatures of the machine',
	options: {},
	schema: {
		source: 'text?', vendor: 'text?', product: 'text?', version: 'text?', serial: 'text?', uuid: 'text?', chassis: 'text?',
		board: 'text?', boardVendor: 'text?', firmwareVendor: 'text?', firmwareVersion: 'text?', firmwareDate: 'text?', isUefi: 'flag',
		temperatures: [{
			sensor: 'text', label: 'text?', celsius: 'number', criticalCelsius: 'number?',
		}],
	},
	read({host}) {
		const hasDmi = host.exists('/sys/class/dmi/id/sys_vendor') || host.exists('/sys/class/dmi/id/product_name');
		const dmi = (name: string) => host.line(`/sys/class/dmi/id/${name}`);
		const tree = (name: string) => host.text(`/proc/device-tree/${name}`)?.replace(/\0.*$/s, '').trim() ?? null;
		const model = tree('model');
		if (!hasDmi && model === null) {
			host.lack('maker and model: neither DMI nor a device tree is shown here');
		} else if (hasDmi && !host.isRoot) {
			host.lack('serial and uuid (not root)');
		}

		const type = Number(dmi('chassis_type') ?? 0);
		return {
			source: hasDmi ? 'dmi' : (model === null ? null : 'device-tree'),
			vendor: dmi('sys_vendor') ?? tree('compatible')?.split(',')[0] ?? null,
			product: dmi('product_name') ?? model,
			version: dmi('product_version'),
			serial: dmi('product_serial') ?? tree('serial-number'),
			uuid: dmi('product_uuid'),
			chassis: type === 0 ? null : chassis[type] ?? `type ${type}`,
			board: dmi('board_name'), boardVendor: dmi('board_vendor'),
			firmwareVendor: dmi('bios_vendor'), firmwareVersion: dmi('bios_version'), firmwareDate: dmi('bios_date'),
			isUefi: host.exists('/sys/firmware/efi'),
			temperatures: temperatures(host),
		};
	},
});

/** The types of SMBIOS that machines of today have. */
const chassis: Record<number, string> = {
	1: 'other', 2: 'unknown', 3: 'desktop', 4: 'low-profile desktop', 6: 'mini tower', 7: 'tower', 8: 'portable', 9: 'laptop', 10: 'notebook', 13: 'all in one',
	17: 'main server chassis', 23: 'rack mount', 28: 'blade', 29: 'blade enclosure', 30: 'tablet', 31: 'convertible', 35: 'mini PC', 36: 'stick PC',
};

function temperatures(host: HostReader) {
	return host.names('/sys/class/hwmon').sort().flatMap(monitor => {
		const folder = `/sys/class/hwmon/${monitor}`;
		const sensor = host.line(`${folder}/name`) ?? monitor;
		return host.names(folder).map(name => /^(?<input>temp\d+)_input$/.exec(name)?.groups?.['input']).filter(input => input !== undefined).sort().map(input => {
			const milli = host.number(`${folder}/${input}_input`);
			const critical = host.number(`${folder}/${input}_crit`);
			return milli === null
				? undefined
				: {
					sensor, label: host.line(`${folder}/${input}_label`), celsius: milli / 1000, criticalCelsius: critical === null ? null : critical / 1000,
				};
		}).filter(found => found !== undefined);
	});
}
