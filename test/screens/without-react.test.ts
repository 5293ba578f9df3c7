import {
	beforeEach, expect, it, vi,
} from 'vitest';
import type * as Renderer from '../../source/ui/frame/ink-renderer.js';
import {createFakeWire, type FakeWire} from '../actions/console/fake-wire.js';
import {agentOf} from '../ui/agents/fleet.js';
import {openStage} from './stage.js';

const rendered = vi.hoisted(() => ({count: 0}));

vi.mock('../../source/ui/frame/ink-renderer.js', async original => {
	const {createInkRenderer} = await original<typeof Renderer>();
	return {
		createInkRenderer(...given: Parameters<typeof createInkRenderer>) {
			const renderer = createInkRenderer(...given);
			return {
				...renderer,
				draw(...model: Parameters<typeof renderer.draw>) {
					rendered.count++;
					renderer.draw(...model);
				},
			};
		},
	};
});

beforeEach(() => {
	rendered.count = 0;
});

it('what streams and consoles bring reaches the screen without Ink being asked, which draws what lies over the panes', async () => {
	const wires: FakeWire[] = [];
	await using stage = await openStage({
		agents: [agentOf('order-1')], script: {
			consoles() {
				const wire = createFakeWire();
				wires.push(wire);
				return wire;
			},
		},
	});
	await stage.until('order-1');
	stage.press(':');
	stage.type('watch demo.MathGame primeFactors -n 800\r');
	await stage.until('following');
	stage.press('f6 v');
	await stage.until('choose an agent');
	stage.press('c');
	await stage.until('order-1 console');
	await stage.settled();
	const [feed] = stage.script.streams?.values() ?? [];
	const {count} = rendered;
	for (let round = 1; round <= 10; round++) {
		feed?.push({
			type: 'watch', accessPoint: 'AtExit', className: 'demo.MathGame', methodName: 'primeFactors', cost: 0.1, ts: '2026-11-21 19:43:07.684', value: `@Integer[${round}]`,
		});
		wires[0]?.push(`line ${round}\r\n`);
		await stage.until(text => text.includes(`${round} hit`) && text.includes(`line ${round}`));
	}

	expect(rendered.count).toBe(count);
	stage.press('f6 left', '?');
	await stage.until('What can be done here');
	expect(rendered.count).toBeGreaterThan(count);
});
