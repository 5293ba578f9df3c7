export type CronLanguage = 'en' | 'zh';

/** One text in every language; `{name}` stands for a value. */
export type CronText = Readonly<Record<CronLanguage, string>>;

export function fillIn(text: CronText, language: CronLanguage, values: Readonly<Record<string, string | number>>): string {
	return text[language].replaceAll(/\{(\w+)\}/gu, (whole, name: string) => Object.hasOwn(values, name) ? String(values[name]) : whole);
}
