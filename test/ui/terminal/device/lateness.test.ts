import {expect, it} from 'vitest';
import {createLateness} from '../../../../source/ui/terminal/device/lateness.js';

function standStill(ms: number): void {
	const until = performance.now() + ms;
	while (performance.now() < until) {
		// Nothing else shall run.
	}
}

it('is how long something that came has waited for us, most of the time', async () => {
	const lateness = createLateness();
	expect(lateness.usual()).toBe(0);
	lateness.look();
	standStill(60);
	await expect.poll(() => lateness.usual()).toBeGreaterThan(45);
	await expect.poll(() => {
		lateness.look();
		return lateness.usual();
	}).toBeLessThan(45);
	lateness.close();
});
