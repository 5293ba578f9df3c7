import {lineOf} from '../build-block.js';
import type {Line} from '../block.js';

/** A class with its superclasses, or a loader with its parents, each a step further in. */
export function classChain(names: readonly string[]): Line[] {
	return names.map((name, depth) => lineOf(`${'  '.repeat(depth)}+-${name}`));
}
