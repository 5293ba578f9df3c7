/** Red, green and blue from 0 to 255. */
export type Color = readonly [number, number, number];

/** The colour that xterm has at a number from 16 on. */
export function indexedColor(index: number): Color {
	if (index >= 232) {
		const level = 8 + ((index - 232) * 10);
		return [level, level, level];
	}

	const levels = [0, 95, 135, 175, 215, 255];
	const at = index - 16;
	return [levels[Math.floor(at / 36)] ?? 0, levels[Math.floor(at / 6) % 6] ?? 0, levels[at % 6] ?? 0];
}

/** WCAG 2: (lighter + 0.05) / (darker + 0.05). */
export function contrast(one: Color, other: Color): number {
	const [a, b] = [luminance(one), luminance(other)];
	return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

type Matrix = readonly [Color, Color, Color];

/** Machado, Oliveira and Fernandes 2009, full severity, in linear RGB. */
export const simulations: Matrix[] = [
	[[1, 0, 0], [0, 1, 0], [0, 0, 1]],
	[[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
	[[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_82, 0.042_94, 0.968_881]],
	[[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.3039]],
];

/** The distance in OKLab of two colours as such eyes see them. */
export function difference(one: Color, other: Color, simulation: Matrix): number {
	const [a, b] = [oklab(seen(one, simulation)), oklab(seen(other, simulation))];
	return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function luminance(color: Color): number {
	return dot([0.2126, 0.7152, 0.0722], linear(color));
}

function linear(color: Color): Color {
	const [red, green, blue] = color.map(value => value <= 10.314_75 ? value / 255 / 12.92 : (((value / 255) + 0.055) / 1.055) ** 2.4);
	return [red ?? 0, green ?? 0, blue ?? 0];
}

function seen(color: Color, [red, green, blue]: Matrix): Color {
	const light = linear(color);
	const within = (value: number) => Math.min(1, Math.max(0, value));
	return [within(dot(red, light)), within(dot(green, light)), within(dot(blue, light))];
}

function oklab(light: Color): Color {
	const cones: Color = [
		Math.cbrt(dot([0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9], light)),
		Math.cbrt(dot([0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6], light)),
		Math.cbrt(dot([0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5], light)),
	];
	return [
		dot([0.210_454_255_3, 0.793_617_785, -0.004_072_046_8], cones),
		dot([1.977_998_495_1, -2.428_592_205, 0.450_593_709_9], cones),
		dot([0.025_904_037_1, 0.782_771_766_2, -0.808_675_766], cones),
	];
}

function dot(one: Color, other: Color): number {
	return (one[0] * other[0]) + (one[1] * other[1]) + (one[2] * other[2]);
}
