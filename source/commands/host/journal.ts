import {appendFileSync} from 'node:fs';

/** Notes an event with what belongs to it. */
export type Journal = (level: 'info' | 'warning', event: string, more?: Record<string, unknown>) => void;

/** One line of JSON an event, to a file that is only appended to, or to `print`. A file that can't be written loses the line, not the agent. */
export function openJournal(file: string | undefined, print: (text: string) => void): Journal {
	return (level, event, more = {}) => {
		const line = `${JSON.stringify({
			time: new Date().toISOString(), level, event, ...more,
		})}\n`;
		try {
			if (file === undefined) {
				print(line);
			} else {
				appendFileSync(file, line, {mode: 0o600});
			}
		} catch {
			print(line);
		}
	};
}
