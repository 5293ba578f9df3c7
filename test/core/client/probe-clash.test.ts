import {describe, expect, it} from 'vitest';
import {clashOf} from '../../../source/core/client/probe-clash.js';

describe('a second probe on a method', () => {
	it.each([
		'watch demo.MathGame primeFactors',
		'trace -n 5 demo.MathGame primeFactors \'#cost > 10\'',
		'tt -t demo.MathGame primeFactors -n 3',
		'monitor -c 5 demo.MathGame primeFactors',
	])('needs a yes: %s', line => {
		expect(clashOf(line, ['jvm', 'watch -n 100 demo.MathGame primeFactors {params} -x 2'])).toEqual({
			tier: 'heavy', reason: 'watch listens to demo.MathGame primeFactors already: a second one can make Arthas throw into the application (4.1.5)',
		});
	});

	it.each([
		['watch demo.MathGame run', ['watch demo.MathGame primeFactors']],
		['watch demo.MathGame primeFactors', []],
		['sc demo.MathGame primeFactors', ['watch demo.MathGame primeFactors']],
		['watch demo.MathGame primeFactors', ['sc demo.MathGame primeFactors', 'tt -l']],
	])('is none: %s beside %j', (line, running) => {
		expect(clashOf(line, running)).toBeUndefined();
	});
});
