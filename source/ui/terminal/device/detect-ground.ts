export type ScreenGround = 'dark' | 'light';

/** Asks for the colour of the ground. */
export const groundQuestion = '\u{1B}]11;?\u{1B}\\';

/** The ground that an answer to the question names, or nothing if it is no such answer. */
export function groundOfReply(reply: string): ScreenGround | undefined {
	const [, red, green, blue] = /^.\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/iu.exec(reply) ?? [];
	if (red === undefined || green === undefined || blue === undefined) {
		return undefined;
	}

	const [r, g, b] = [red, green, blue].map(part => Number.parseInt(part, 16) / ((16 ** part.length) - 1));
	return (0.2126 * linear(r ?? 0)) + (0.7152 * linear(g ?? 0)) + (0.0722 * linear(b ?? 0)) > middleGray ? 'light' : 'dark';
}

/** What `COLORFGBG`, as rxvt and konsole set it, says about the ground; dark where it says nothing. */
export function groundOfEnvironment(env: NodeJS.ProcessEnv): ScreenGround {
	const number = Number(env['COLORFGBG']?.split(';').at(-1) || Number.NaN); // eslint-disable-line @typescript-eslint/prefer-nullish-coalescing
	return number === 7 || (number >= 9 && number <= 15) ? 'light' : 'dark';
}

/** Half way to white as eyes see it. */
const middleGray = 0.184;

function linear(value: number): number {
	return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
