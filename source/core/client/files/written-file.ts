import type {Result} from '../../protocol/result.js';

/**
The name of the file that a command says it has written, as `OutputFolder` knows it; undefined where there is none, or where it
lies elsewhere on its host. By results and words of 4.1.5: the profiler names a path, heapdump the one it was given, jfr and a
terminal put it into a sentence.
*/
export function writtenFile(results: readonly Result[]): string | undefined {
	return results.flatMap(result => pathsIn(result)).map(path => /(?:^|\/)arthas-output\/(?<name>[^/].*)$/u.exec(path)?.groups?.['name']).findLast(name => name !== undefined);
}

function pathsIn({type, outputFile, dumpFile, jfrOutput, message, text}: Result): string[] {
	switch (type) {
		case 'profiler': {
			return typeof outputFile === 'string' ? [outputFile] : [];
		}

		case 'heapdump': {
			return typeof dumpFile === 'string' ? [dumpFile] : [];
		}

		default: {
			return [jfrOutput, message, text].flatMap(words => typeof words === 'string' ? pathsTold(words) : []);
		}
	}
}

/** Other lines may name files, too, such as the class path of a JVM. */
const told = /^(?:dumping heap to|profiler output file:|redirect output file will be:|(?:dump|stop) recording \d+, the result will be written to:)\s+(?<path>\S.*?)(?: \.\.\.)?[ \t]*$/gimu;

function pathsTold(words: string): string[] {
	return [...words.matchAll(told)].map(({groups}) => groups?.['path'] ?? '');
}
