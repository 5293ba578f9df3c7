import {describe, expect, it} from 'vitest';
import {fitTitle, withGaps, type Title} from '../../../source/ui/panes/fit-title.js';

const result: Title = {
	left: [{text: 'watch demo.MathGame run'}, {text: '   math-7f3a'}],
	right: withGaps([{text: 'sample 2', rank: 3}, {text: 'following', rank: 1}, {text: 'lost 12', style: 'bad'}, {text: 'as of 12:03:10', rank: 2}], '   '),
};

function shown(title: Title, width: number): string {
	const row = fitTitle(title, width);
	const text = row.map(span => span.text).join('');
	expect(text).toHaveLength(width);
	return text;
}

describe('a title', () => {
	it.each([
		[90, 'watch demo.MathGame run   math-7f3a      sample 2   following   lost 12   as of 12:03:10'],
		[82, 'watch demo.MathGame run   math-7f3a   following   lost 12   as of 12:03:10'],
		[60, 'watch demo.MathGame run   math-7f3a   following   lost 12'],
		[50, 'watch demo.MathG…   math-7f3a  following   lost 12'],
		[41, 'watch d…   math-7f3a   following   lost 12'],
		[40, 'watch demo.MathGam…   math-7f3a  lost 12'],
		[31, 'watch dem…   math-7f3a   lost 12'],
		[24, 'watch d…   mat…  lost 12'],
		[18, 'watch d…  lost 12'],
	])('in %i cells keeps what matters most', (width, text) => {
		const squeezed = (title: string) => title.trim().replaceAll(/ {2,}/gu, '  ');
		expect(squeezed(shown(result, width))).toBe(squeezed(text));
	});

	it('stands at both edges', () => {
		expect(shown({left: [{text: 'agents'}], right: [{text: '3 of 4 shown'}]}, 30)).toBe('agents            3 of 4 shown');
		expect(shown({left: [{text: 'agents'}], right: []}, 10)).toBe('agents    ');
		expect(shown({left: [], right: [{text: 'lost 0'}]}, 10)).toBe('    lost 0');
	});

	it('parts nothing that stands alone, and keeps what each part means', () => {
		expect(fitTitle({left: [{text: 'a'}], right: withGaps([{text: 'b', rank: 2}, {text: 'c', style: 'bad'}], ' · ')}, 5)).toEqual([
			{text: 'a', style: undefined}, {text: '   '}, {text: 'c', style: 'bad'},
		]);
	});

	it('drops parts of the left side by the same rule', () => {
		const session: Title = {left: [{text: 'order-7f3a'}, {text: '   arthas 4.3.4', rank: 2}], right: [{text: 'nothing running', rank: 3}]};
		expect(shown(session, 50)).toMatch(/^order-7f3a {3}arthas 4\.3\.4 +nothing running$/u);
		expect(shown(session, 30)).toMatch(/^order-7f3a {3}arthas 4\.3\.4 +$/u);
		expect(shown({...session, right: [{text: 'watch runs'}]}, 24)).toBe('order-7f3a    watch runs');
	});
});
