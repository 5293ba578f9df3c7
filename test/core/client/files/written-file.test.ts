import {expect, test} from 'vitest';
import {writtenFile} from '../../../../source/core/client/files/written-file.js';
import type {Result} from '../../../../source/core/protocol/result.js';

test.each<[string, Result[], string | undefined]>([
	['the profiler', [{type: 'profiler', action: 'stop', outputFile: '/app/arthas-output/20261122-011520.html'}], '20261122-011520.html'],
	['a profiler that only began', [{type: 'profiler', action: 'start', executeResult: 'Profiling started\n'}], undefined],
	['heapdump', [{type: 'message', message: 'Dumping heap to arthas-output/x y.hprof ...'}, {type: 'heapdump', dumpFile: 'arthas-output/x y.hprof'}], 'x y.hprof'],
	['heapdump to elsewhere', [{type: 'message', message: 'Dumping heap to /tmp/x.hprof ...'}, {type: 'heapdump', dumpFile: '/tmp/x.hprof'}], undefined],
	['jfr', [{type: 'jfr', jfrOutput: 'Stop recording 1, The result will be written to:\n/app/arthas-output/20261122-015020.jfr'}], '20261122-015020.jfr'],
	['a terminal', [{type: 'text', text: 'OK\nprofiler output file: /app/arthas-output/sub/a.html'}], 'sub/a.html'],
	['heapdump in a terminal', [{type: 'text', text: 'Dumping heap to arthas-output/x.hprof ...\nHeap dump file created'}], 'x.hprof'],
	['a line that only names the folder', [{type: 'text', text: 'CLASS-PATH  /app/arthas-output/a.jar'}], undefined],
	['nothing', [], undefined],
	['a result without its path', [{type: 'heapdump'}, {type: 'profiler', outputFile: 7}], undefined],
])('finds the file of %s', (_, results, name) => {
	expect(writtenFile(results)).toBe(name);
});
