import {expect, it} from 'vitest';
import {nearest} from '../../source/core/nearest.js';

it.each([
	['getinfo.nope', undefined],
	['getinfo.kernal', 'getinfo.kernel'],
	['getinfo-os', 'getinfo.os'],
	['kernel', undefined],
	['version', undefined],
])('%s is taken for %s', (word, meant) => {
	expect(nearest(word, ['getinfo.os', 'getinfo.kernel', 'getinfo.load'])).toBe(meant);
});
