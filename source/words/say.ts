export type Language = 'en' | 'zh';

/** One text of the screen in every language; `{name}` stands for a value. */
export type Text = Readonly<Record<Language, string>>;

/** A text in the language of the screen, with its values. */
export type Say = (text: Text, values?: Readonly<Record<string, string | number>>) => string;

export function createSay(language: Language): Say {
	return (text, values = {}) => text[language].replaceAll(/\{(\w+)\}/gu, (whole, name: string) => Object.hasOwn(values, name) ? String(values[name]) : whole);
}

/** The language that was asked for by flag or variable. */
export function askedLanguage({ARTHAS_TUI_LANG: asked}: NodeJS.ProcessEnv): Language | undefined {
	return asked === 'en' || asked === 'zh' ? asked : undefined;
}

/** The language that was asked for, else that of the locale in the environment, as POSIX orders its variables. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
	const asked = askedLanguage(env);
	if (asked) {
		return asked;
	}

	const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(Boolean);
	return /^zh(?:[_.@-]|$)/iu.test(locale ?? '') ? 'zh' : 'en';
}
