import {parseArgs, type ParseArgsConfig} from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<T extends Options> = ReturnType<typeof parseArgs<{options: T; strict: true; allowPositionals: false; args: string[]}>>['values'];

/**
Reads a method's arguments as a command line without a shell: words parted by blanks, no quoting, because nothing
that is asked for here can contain a blank. Whatever is not among `options` is a problem, told in one line.
*/
export function parseFlags<const T extends Options>(args: string, options: T): {values: Values<T>} | {problem: string} {
	try {
		const words = args.split(/\s+/).filter(word => word !== '');
		return {
			values: parseArgs({
				args: words, options, strict: true, allowPositionals: false,
			}).values,
		};
	} catch (error) {
		// Node's text goes on with advice for the authors of programs; its first sentence is for everybody.
		return {problem: (error as Error).message.replace(/\. .*$/s, '')};
	}
}
