/** Whether the locale says that the terminal shows more than ASCII. */
export function isUtf8(env: NodeJS.ProcessEnv): boolean {
	const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(Boolean);
	return locale === undefined || /utf-?8/iu.test(locale);
}
