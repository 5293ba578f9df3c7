const shorthands: Readonly<Record<string, string>> = {
	minutely: '*-*-* *:*:00', hourly: '*-*-* *:00:00', daily: '*-*-* 00:00:00', monthly: '*-*-01 00:00:00', weekly: 'Mon *-*-* 00:00:00',
	yearly: '*-01-01 00:00:00', annually: '*-01-01 00:00:00', quarterly: '*-01,04,07,10-01 00:00:00', semiannually: '*-01,07-01 00:00:00',
};

/**
An OnCalendar= of systemd.time(7) in six fields, with its zone; undefined where they can't say it: years, last days,
parts of seconds, or a weekday and a date that have to fit both.
*/
export function fromOnCalendar(text: string): {cron: string; tz: string | null} | undefined {
	const parts = parse(text.trim().replace(/^[a-z]+\b/u, word => shorthands[word] ?? word));
	if (!parts) {
		return undefined;
	}

	const {days, date = '*-*-*', time = '00:00:00', zone = null} = parts;
	const [year, month, day] = date.split('-').length === 2 ? ['*', ...date.split('-')] : date.split('-');
	const [hour, minute, second = '00'] = time.split(':');
	const isBoth = days !== undefined && day !== '*';
	const fields = [plain(second, 0), plain(minute, 0), plain(hour, 0), plain(day, 1), plain(month, 1), days === undefined ? '*' : weekdays(days)];
	// Points are parts of seconds, and a tilde counts from the end of the month.
	return year === '*' && !isBoth && fields.every(field => /^[\w*,/-]+$/u.test(field)) ? {cron: fields.join(' '), tz: zone} : undefined;
}

type Parts = {days?: string | undefined; date?: string | undefined; time?: string | undefined; zone?: string | undefined};

/** The words of a calendar; undefined where one of them is something else. */
function parse(text: string): Parts | undefined {
	const words = text.split(/\s+/u);
	const parts = {
		days: words.find(word => word !== 'UTC' && /^[A-Za-z]{3,9}(?:(?:\.\.|,)[A-Za-z]{3,9})*,?$/u.test(word)),
		date: words.find(word => /^[\d*,./~]+(?:[-~][\d*,./]+){1,2}$/u.test(word)),
		time: words.find(word => word.includes(':')),
		zone: words.find(word => word === 'UTC' || /^[A-Z]\w+\/[\w/+-]+$/u.test(word)),
	};
	return words.every(word => Object.values(parts).includes(word)) ? parts : undefined;
}

/** `08,20..23` → `8,20-23`; a step from a star counts from the least value. */
function plain(field: string | undefined, min: number): string {
	return (field ?? '').replaceAll('..', '-').replaceAll(/\b0+(?=\d)/gu, '').replace(/^\*\//u, `${min}/`);
}

/** `Monday..Friday,Sun` → `Mon-Fri,Sun`. */
function weekdays(days: string): string {
	return days.replace(/,$/u, '').replaceAll('..', '-').replaceAll(/[A-Za-z]+/gu, name => name.slice(0, 3));
}
