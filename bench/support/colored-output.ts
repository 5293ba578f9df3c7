/** About a megabyte of output as a shell shows it: coloured logs and listings, some of them Chinese, none longer than a row. */
export function coloredOutput(characters = 1 << 20): string {
	const lines: string[] = [];
	for (let length = 0, index = 0; length < characters; index++) {
		const line = kinds[index % kinds.length]!(index);
		lines.push(line);
		length += line.length + 2;
	}

	return `${lines.join('\r\n')}\r\n`;
}

const timeOf = (index: number) => `\u001B[90m2026-11-21 14:02:${String(index % 60).padStart(2, '0')}.${String(index % 1000).padStart(3, '0')}\u001B[0m`;
const kinds: ReadonlyArray<(index: number) => string> = [
	index => `${timeOf(index)} \u001B[32mINFO\u001B[0m  shop[8834]: checkout ${index} done in \u001B[1m${index % 97}.${index % 10} ms\u001B[0m`,
	index => `${timeOf(index)} \u001B[1;31mERROR\u001B[0m shop[8834]: java.lang.IllegalStateException: no stock of B-${index}`,
	index => `drwxr-xr-x 2 app app ${String(index).padStart(8)} Nov 21 14:02 \u001B[01;34mconf.d\u001B[0m  \u001B[01;32mstart.sh\u001B[0m  \u001B[38;5;${index % 256}mheap-${index}\u001B[0m`,
	index => `\u001B[38;2;${index % 256};120;200m${'#'.repeat(index % 60)}\u001B[0m\u001B[48;5;236m${'.'.repeat(60 - (index % 60))}\u001B[0m ${index % 100} %`,
	index => `\u001B[33mWARN\u001B[0m  库存不足：商品 B-${index} 的数量为 0，订单 ${index} 已取消`,
	index => `        at com.acme.shop.checkout.CheckoutService.lambda$checkout$${index % 9}(CheckoutService.java:${index % 400})`,
];
