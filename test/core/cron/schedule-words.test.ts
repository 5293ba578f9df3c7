import {expect, test} from 'vitest';
import {
	normalForm, noteWords, scheduleNotes, scheduleWords,
} from '../../../source/core/cron/index.js';
import {readSchedule} from './read-schedule.js';

test.each([
	['* * * * * *', 'every second', '每秒'],
	['*/10 * * * * *', 'every 10 seconds', '每 10 秒'],
	['*/7 * * * * *', 'every 7 seconds', '每 7 秒'],
	['0 * * * * *', 'every minute', '每分钟'],
	['15 * * * * *', 'every minute at second 15', '每分钟第 15 秒'],
	['0 0 * * * *', 'every hour, on the hour', '每小时整点'],
	['0 30 * * * *', 'every hour at :30', '每小时第 30 分'],
	['15 30 * * * *', 'every hour at :30:15', '每小时第 30 分第 15 秒'],
	['0 10,25 * * * *', 'every hour at :10 and :25', '每小时第 10、25 分'],
	['0 5/15 * * * *', 'every 15 minutes from minute 5', '从第 5 分起每 15 分钟'],
	['0 0 3/6 * * *', 'every 6 hours from 03:00', '从 03:00 起每 6 小时'],
	['0 20 */6 * * *', 'every 6 hours at :20', '每 6 小时第 20 分'],
	['0 0 8-10 * * *', 'hourly 8:00 to 10:00', '08:00 到 10:00 每小时'],
	['0 0/30 8-10 * * *', 'every 30 min, 08:00 to 10:30', '08:00 到 10:30 每 30 分钟'],
	['*/10 * 8-10 * * *', 'every 10 seconds, 08:00 to 10:59:50', '08:00 到 10:59:50 每 10 秒'],
	['0 0 9-17 * * MON-FRI', 'hourly 9:00 to 17:00, Mon to Fri', '周一至周五 09:00 到 17:00 每小时'],
	['0 0 0 25 12 ?', '00:00 on 25 December', '12 月 25 日 00:00'],
	['0 0 0 10 * ?', '00:00 on the 10th of the month', '每月 10 日 00:00'],
	['*/10 * * * *', 'every 10 minutes', '每 10 分钟'],
	['0 6 * * *', 'every day at 06:00', '每天 06:00'],
	['0 */2 * * *', 'every 2 hours', '每 2 小时'],
	['45 4 1,10,22 * *', '04:45 on the 1st, 10th and 22nd of the month', '每月 1、10、22 日 04:45'],
	['0 23-7/2,8 * * *', 'at 23, 1, 3, 5, 7 and 8 o\'clock', '每天 23、1、3、5、7、8 点整'],
	['0 11 4 * 1-3', '11:00 on the 4th, and Mon to Wed', '每月 4 日及周一至周三 11:00'],
	['45 11 * * 0,6', '11:45, Sat and Sun', '周六、周日 11:45'],
	['0 9 * * 1-5', '09:00, Mon to Fri', '周一至周五 09:00'],
	['2 8-16/3 * * *', 'at 08:02, 11:02 and 14:02', '每天 08:02、11:02、14:02'],
	['0,30 18-23 * * *', 'every 30 min, 18:00 to 23:30', '18:00 到 23:30 每 30 分钟'],
	['0-59/30 18-23 * * *', 'every 30 min, 18:00 to 23:30', '18:00 到 23:30 每 30 分钟'],
	['*/30 18-23 * * *', 'every 30 min, 18:00 to 23:30', '18:00 到 23:30 每 30 分钟'],
	['0 0 0 L * ?', '00:00 on the last day of the month', '每月最后一天 00:00'],
	['0 0 12 15W,LW * ?', '12:00 on the weekday nearest the 15th and the last weekday of the month', '每月离 15 日最近的工作日、最后一个工作日 12:00'],
	['0 30 9 ? * FRIL', '09:30, the last Fri of the month', '当月最后一个周五 09:30'],
	['0 30 9 ? 1-3 2#1,5#3', '09:30, the 1st Tue of the month and the 3rd Fri of the month in January to March', '1-3 月 当月第 1 个周二、当月第 3 个周五 09:30'],
	['0 0 22-2 * NOV-FEB *', 'hourly 22:00 to 2:00 in November to February', '11-2 月 22:00 到 02:00 每小时'],
	['1,2,7 3,9 * 4 * *', 'seconds 1, 2 and 7 of minutes 3 and 9 of every hour on the 4th of the month', '每月 4 日 每小时，第 3、9 分，第 1、2、7 秒'],
	['10-20 3 4 * * *', 'seconds 10 to 20 of minute 3 of hour 4', '第 4 时，第 3 分，第 10-20 秒'],
	['0 0 0 1,2,3,11,12,13,21,22,23,31 * ?', '00:00 on the 1st to 3rd, 11th to 13th, 21st to 23rd and 31st of the month', '每月 1-3、11-13、21-23、31 日 00:00'],
])('%s is “%s”', (line, english, chinese) => {
	const schedule = readSchedule(line);
	expect(scheduleWords(schedule)).toBe(english);
	expect(scheduleWords(schedule, 'zh')).toBe(chinese);
});

test.each([
	['0 6 * * *', ['Five fields are a line of a crontab: it runs at second 0, as 0 0 6 * * *']],
	['0 0 11 4 * 1-3', ['Day of month and day of week both say something: either is enough']],
	['0 0 6 ? * L', ['L alone as day of week is Saturday; the last Friday is FRIL']],
	['0 0/30 8-10 * * *', ['The last run is 10:30, not 10:00: hours 8-10 include all of hour 10']],
	['0 */7 * * * *', ['60 is no multiple of 7: the pause between minute 56 and the next 0 is shorter']],
	['0 0 0 31 * ?', ['Months without a day 31 have no run']],
	['0 0 0 31 1,3 ?', []],
	['0 0 0 31,L * ?', []],
	['0 0 9-17 * * MON-FRI', []],
	['0 0 0 25 12 ?', []],
	['0 */30 * * * *', []],
])('%s deserves the notes %j', (line, notes) => {
	expect(scheduleNotes(line, readSchedule(line)).map(note => noteWords(note))).toEqual(notes);
	expect(scheduleNotes(line, readSchedule(line)).every(note => /\p{Script=Han}/u.test(noteWords(note, 'zh')))).toBe(true);
});

test.each([
	['0 0 23-7/2,8 * * *', '0 0 1,3,5,7,8,23 * * *'],
	['0 0/30 8-10 * * *', '0 */30 8-10 * * *'],
	['0-59 0,15,30,45 0-23 ? 1-12 SUN-SAT', '* */15 * * * 0-6'],
	['0 0 0 3,1,2,LW,15W nov-feb 7,5#2,FRIL', '0 0 0 1-3,15W,LW 1,2,11,12 0,5L,5#2'],
])('the normal form of %s is %s', (line, form) => {
	expect(normalForm(readSchedule(line))).toBe(form);
	expect(normalForm(readSchedule(form))).toBe(form);
});
