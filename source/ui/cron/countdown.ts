import {texts, type Say} from '../../words/index.js';

/** When a run comes, in whole minutes, and in steps of 10 s below two of them: a countdown that stands still can be read. */
export function countdownText(next: number, now: number, say: Say): string {
	const seconds = Math.max(0, (next - now) / 1000);
	if (seconds < 10) {
		return say(texts.cron.due);
	}

	if (seconds < 120) {
		return say(texts.cron.inSeconds, {count: Math.floor(seconds / 10) * 10});
	}

	const [minutes, hours, days] = [60, 3600, 86_400].map(unit => Math.floor(seconds / unit)) as [number, number, number];
	if (minutes < 60) {
		return say(texts.cron.inMinutes, {count: minutes});
	}

	if (days === 0) {
		return say(texts.cron.inHours, {count: hours});
	}

	return days < 3 && hours % 24 > 0 ? say(texts.cron.inDaysHours, {days, hours: hours % 24}) : say(texts.cron.inDays, {count: days});
}

/** When that text changes next, epoch ms. */
export function nextCountdownChange(next: number, now: number): number | undefined {
	const left = next - now;
	if (left < 10_000) {
		return undefined;
	}

	const step = left < 120_000 ? 10_000 : (left < 3_600_000 ? 60_000 : 3_600_000);
	const over = left % step;
	return now + (over === 0 ? step : over) + 1;
}
