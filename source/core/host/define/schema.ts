/**
What a value of an answer is. `?` says that it can be null, which is how an answer says that it doesn't know.
Units stand in the names: `…Bytes`, `…Percent`, `…Ms` for durations, `…AtMs` for times since 1970, `…PerSecond`.
*/
export type Shape = Scalar | `${Scalar}?` | Schema | readonly [Schema];

export type Schema = {readonly [name: string]: Shape};

type Scalars = {number: number; text: string; flag: boolean; texts: string[]; numbers: number[]};
type Scalar = keyof Scalars;

/** The type that a shape describes, so that the compiler holds a method to what it says about itself. */
export type ValueOf<S> =
	S extends Scalar ? Scalars[S]
		: S extends `${infer T extends Scalar}?` ? Scalars[T] | null
			: S extends readonly [infer Item] ? Array<ValueOf<Item>>
				: {[Name in keyof S]: ValueOf<S[Name]>};
