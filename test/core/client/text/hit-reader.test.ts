import {expect, it} from 'vitest';
import {createHitReader} from '../../../../source/core/client/text/hit-reader.js';
import {createLineParter} from '../../../../source/core/client/text/own-lines.js';
import type {Result} from '../../../../source/core/protocol/result.js';
import {recording} from '../../../servers/tunnel/recordings.js';

function read(lines: readonly string[]): Result[] {
	const reader = createHitReader();
	const parted = createLineParter();
	return [...lines.flatMap(line => parted(line)).flatMap(line => reader.line(line)), ...reader.end()];
}

/** The output of a recorded stream, line by line. */
function linesOf(name: string): string[] {
	const text = recording(name).frames.map(({data}) => data).join('');
	return text.split('\r\n').slice(0, -1);
}

const hit = (count: number, value = `@Integer[${count}]`) => ['method=demo.A$B.run location=AtExit', `ts=2026-11-21 14:00:42.${100 + count}; [cost=0.5ms] result=${value}`];

it('reads the hits of a recorded watch as JSON has them', () => {
	const results = read(linesOf('exec-watch-n3'));
	expect(results.map(({type}) => type)).toEqual(['enhancer', 'watch', 'watch', 'watch']);
	expect(results[0]).toEqual({
		type: 'enhancer', success: true, effect: {
			classCount: 1, cost: 205, listenerId: 88, methodCount: 1,
		},
	});
	expect(results[1]).toEqual({
		type: 'watch', accessPoint: 'AtExceptionExit', className: 'demo.MathGame', methodName: 'primeFactors', cost: 1.439_024, ts: '2026-11-21 14:18:16.126',
		value: '@ArrayList[\n    @Object[][isEmpty=false;size=1],\n    @MathGame[demo.MathGame@5b80350b],\n    null,\n]',
	});
});

it('reads a recorded trace hit by hit, as text', () => {
	const results = read(linesOf('exec-trace-n2').map(line => line.replaceAll(/\u001B\[\d*m/gu, ''))); // eslint-disable-line no-control-regex -- colours begin with one.
	expect(results.map(({type}) => type)).toEqual(['enhancer', 'text', 'text']);
	expect(results[1]?.['text']).toMatch(/^`---ts=2026-11-21 14:18:19\.134;[\s\S]+#24 \[throws Exception\]$/u);
});

it('gives a hit when the next one begins, or after a pause, and not before', () => {
	const reader = createHitReader();
	expect(hit(1).flatMap(line => reader.line(line))).toEqual([]);
	expect(reader.line(hit(2)[0]!)).toMatchObject([{type: 'watch', value: '@Integer[1]'}]);
	expect(reader.line(hit(2)[1]!)).toEqual([]);
	expect(reader.pause()).toMatchObject([{type: 'watch', value: '@Integer[2]'}]);
	expect(reader.pause()).toEqual([]);
	expect(reader.end()).toEqual([]);
});

it('keeps a hit together between whose lines the agent paused', () => {
	const reader = createHitReader();
	const [first, second] = hit(1);
	expect(reader.line(first!)).toEqual([]);
	expect(reader.pause()).toEqual([]);
	expect(reader.line(second!)).toEqual([]);
	expect(reader.pause()).toMatchObject([{type: 'watch', value: '@Integer[1]'}]);
	for (const line of [...hit(2, '@ArrayList['), '    null,']) {
		expect(reader.line(line)).toEqual([]);
		expect(reader.pause()).toEqual([]);
	}

	expect(reader.line(']')).toEqual([]);
	expect(reader.pause()).toMatchObject([{type: 'watch', value: '@ArrayList[\n    null,\n]'}]);
});

it('keeps a hit together into which the agent\'s own words came, and takes the prompt from one that came too late', () => {
	const [first, second] = hit(1);
	const results = read([first!, 'Press Q or Ctrl+C to abort.', 'Affect(class count: 1 , method count: 1) cost in 2 ms, listenerId: 1', second!, `[arthas@42]$ ${hit(2)[0]!}`, hit(2)[1]!]);
	expect(results).toMatchObject([{type: 'enhancer'}, {type: 'watch', value: '@Integer[1]', className: 'demo.A$B'}, {type: 'watch', value: '@Integer[2]'}]);
});

it('takes the agent\'s first words out of a hit into whose line they came', () => {
	// As a real agent wrote it: the end of the hit's line comes behind the words.
	const results = read([
		...hit(1, '@ArrayList['),
		'    @Shop[demo.Shop@de0a01f],Press Q or Ctrl+C to abort.',
		'Affect(class count: 1 , method count: 1) cost in 206 ms, listenerId: 13',
		'',
		'    null,',
		']',
	]);
	expect(results).toMatchObject([{type: 'enhancer'}, {type: 'watch', value: '@ArrayList[\n    @Shop[demo.Shop@de0a01f],\n    null,\n]'}]);
});

it.each([
	['Affect(class count: 1 , method count: 1) cost in 135 ms, listenerId: 1', ['enhancer', 'watch', 'watch']],
	['Press Q or Ctrl+C to abort.', ['watch', 'watch']],
	['Command execution times exceed limit: 2, so command will exit. You can set it with -n option.', ['watch', 'watch']],
])('takes what the agent says of itself out of any line of a hit: %s', (words, types) => {
	const [head, body] = hit(1);
	const mixes = [[`${head}${words}`, '', body!], [`${words}${head}`, '', body!], [head!, `${body}${words}`, ''], [head!, `${words}${body}`, ''], [head!, words, body!]];
	for (const mix of mixes) {
		const results = read([...mix, ...hit(2)]);
		expect(results.map(({type}) => type).sort()).toEqual(types);
		expect(results.filter(({type}) => type === 'watch').map(({value}) => value)).toEqual(['@Integer[1]', '@Integer[2]']);
	}
});

it('takes the prompt out of a hit whose line end came behind it', () => {
	const [head, body] = hit(1);
	expect(read([head!, `${body}[arthas@42]$ `, ...hit(2)]).map(({value}) => value)).toEqual(['@Integer[1]', '@Integer[2]']);
	expect(read([`${head}[arthas@42]$`, body!]).map(({value}) => value)).toEqual(['@Integer[1]']);
});

it('reads a hit that threw, whose stack is not moved in', () => {
	const stack = [
		'    java.lang.IllegalStateException: no',
		'\tat demo.A.b(A.java:46)',
		'\tSuppressed: java.io.IOException: shut',
		'\t\tat demo.A.close(A.java:3)',
		'Caused by: java.lang.IllegalArgumentException: need >= 2',
		'\tat demo.A.c(A.java:24)',
		'\t... 1 more',
		',',
	];
	const value = ['@ArrayList[', '    @Object[][', '        @Integer[-20808],', '    ],', '    null,', ...stack, ']'];
	const [, body] = hit(1, value[0]);
	const lines = ['method=demo.A.b location=AtExceptionExit', body!, ...value.slice(1)];
	expect(read([...lines, ...hit(2)])).toMatchObject([{type: 'watch', accessPoint: 'AtExceptionExit', value: value.join('\n')}, {type: 'watch'}]);
	// The end of another hit's stack behind it.
	expect(read([...lines, '\tat demo.A.main(A.java:9)', ',', ']']).map(({type}) => type)).toEqual(['text']);
});

it('claims no hit where lines of two are mixed', () => {
	const mixed = read([...hit(1, '@ArrayList['), '    null,ts=2026-11-21 14:00:42.999; [cost=1ms] result=@ArrayList[', ']']);
	expect(mixed.map(({type}) => type)).toEqual(['text']);
	expect(read([...hit(1, '@String[two'), 'lines]']).map(({type}) => type)).toEqual(['text']);
	expect(read(['', 'something else', '']).map(({type, text}) => [type, text])).toEqual([['text', 'something else']]);
});
