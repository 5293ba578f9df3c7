import type {Lateness} from '../../../../source/ui/terminal/device/lateness.js';

/** A program that always comes so late, in ms. */
export function late(ms: number): Lateness {
	return {look: () => undefined, usual: () => ms, close: () => undefined};
}
