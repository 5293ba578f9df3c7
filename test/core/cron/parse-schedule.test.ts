import {expect, test} from 'vitest';
import {faultWords, isFault, parseSchedule} from '../../../source/core/cron/index.js';

test.each([
	['', null, 'empty', 'there is no schedule'],
	[' \t ', null, 'empty', 'there is no schedule'],
	['* * * *', null, 'too-few-fields', 'there are 4 fields; six are second, minute, hour, day of month, month, day of week'],
	['* * * * * * 2027', null, 'too-many-fields', 'there are 7 fields; six are second, minute, hour, day of month, month, day of week, and there is no year'],
	['@daily', null, 'nickname', '“@daily” is no schedule here; every day at midnight is 0 0 0 * * *'],
	[`${'1,'.repeat(600)}1 * * * * *`, null, 'too-long', 'the line has 1211 characters, more than 1000'],
	['60 * * * * *', 'second', 'out-of-range', 'second: 60 is out of range, 0 to 59'],
	['* 60 * * * *', 'minute', 'out-of-range', 'minute: 60 is out of range, 0 to 59'],
	['* * 24 * * *', 'hour', 'out-of-range', 'hour: 24 is out of range, 0 to 23'],
	['* * * 0 * *', 'day', 'out-of-range', 'day of month: 0 is out of range, 1 to 31'],
	['* * * 32 * *', 'day', 'out-of-range', 'day of month: 32 is out of range, 1 to 31'],
	['* * * * 13 *', 'month', 'out-of-range', 'month: 13 is out of range, 1 to 12'],
	['* * * * * 8', 'weekday', 'out-of-range', 'day of week: 8 is out of range, 0 to 7'],
	['* * 8-24 * * *', 'hour', 'out-of-range', 'hour: 24 is out of range, 0 to 23'],
	['99999999999999999999 * * * * *', 'second', 'out-of-range', 'second: 99999999999999999999 is out of range, 0 to 59'],
	['*/0 * * * * *', 'second', 'step-zero', 'second: a step of 0 never comes on'],
	['*/90 * * * * *', 'second', 'step-too-large', 'second: the step “/90” is larger than the field, which has 60 values'],
	['*/x * * * * *', 'second', 'not-understood', 'second: “/X” can\'t be read; there are *, 5, 1-5, */5, 0/5, 1-5/2 and lists with commas'],
	['1,,2 * * * * *', 'second', 'empty-element', 'second: there is nothing beside a comma'],
	['1, * * * * *', 'second', 'empty-element', 'second: there is nothing beside a comma'],
	['-5 * * * * *', 'second', 'not-understood', 'second: “-5” can\'t be read; there are *, 5, 1-5, */5, 0/5, 1-5/2 and lists with commas'],
	['5- * * * * *', 'second', 'not-understood', 'second: “5-” can\'t be read; there are *, 5, 1-5, */5, 0/5, 1-5/2 and lists with commas'],
	['*-5 * * * * *', 'second', 'not-understood', 'second: “*-5” can\'t be read; there are *, 5, 1-5, */5, 0/5, 1-5/2 and lists with commas'],
	['1.5 * * * * *', 'second', 'not-understood', 'second: “1.5” can\'t be read; there are *, 5, 1-5, */5, 0/5, 1-5/2 and lists with commas'],
	['0\n0 0 * * * *', 'second', 'not-understood', 'second: “0\n0” can\'t be read; there are *, 5, 1-5, */5, 0/5, 1-5/2 and lists with commas'],
	['MON * * * * *', 'second', 'not-understood', 'second: “MON” can\'t be read; there are *, 5, 1-5, */5, 0/5, 1-5/2 and lists with commas'],
	['* * * * MON *', 'month', 'unknown-name', 'month: “MON” is no name; they are JAN to DEC, three letters each'],
	['* * * * * monday', 'weekday', 'unknown-name', 'day of week: “MONDAY” is no name; they are SUN to SAT, three letters each'],
	['* * * * * dec', 'weekday', 'unknown-name', 'day of week: “DEC” is no name; they are SUN to SAT, three letters each'],
	['? * * * * *', 'second', 'question-mark', 'second: “?” is for day of month and day of week only'],
	['* * * * ? *', 'month', 'question-mark', 'month: “?” is for day of month and day of week only'],
	['* * * ?/2 * *', 'day', 'question-mark-alone', 'day of month: “?” stands alone: it means any'],
	['* * * * * ?,1', 'weekday', 'question-mark-alone', 'day of week: “?” stands alone: it means any'],
	['* * L * * *', 'hour', 'not-in-this-field', 'hour: “L” means nothing in this field; L, LW and 15W are for the day of month, L, FRIL and FRI#2 for the day of week'],
	['* * * * * 15W', 'weekday', 'not-in-this-field', 'day of week: “15W” means nothing in this field; L, LW and 15W are for the day of month, L, FRIL and FRI#2 for the day of week'],
	['* * * L-3 * *', 'day', 'not-in-this-field', 'day of month: “L-3” means nothing in this field; L, LW and 15W are for the day of month, L, FRIL and FRI#2 for the day of week'],
	['* * * 5#2 * *', 'day', 'not-in-this-field', 'day of month: “5#2” means nothing in this field; L, LW and 15W are for the day of month, L, FRIL and FRI#2 for the day of week'],
	['* * * 32W * *', 'day', 'out-of-range', 'day of month: 32 is out of range, 1 to 31'],
	['* * * C * *', 'day', 'calendar', 'day of month: “C” needs a calendar of holidays, which there is none of'],
	['* * * * * 1C', 'weekday', 'calendar', 'day of week: “1C” needs a calendar of holidays, which there is none of'],
	['* * * * * FRI#6', 'weekday', 'occurrence', 'day of week: “FRI#6”: after # comes the week of the month, 1 to 5'],
	['* * * * * 9L', 'weekday', 'out-of-range', 'day of week: 9 is out of range, 0 to 7'],
	['0 0 0 30 2 *', 'day', 'never', 'day of month: “30 2 *” never comes: none of these months has such a day'],
	['0 0 0 31 2,4,6,9,11 ?', 'day', 'never', 'day of month: “31 2,4,6,9,11 ?” never comes: none of these months has such a day'],
	['0 0 0 31W 4 ?', 'day', 'never', 'day of month: “31W 4 ?” never comes: none of these months has such a day'],
])('“%s” is refused', (line, field, reason, words) => {
	const fault = parseSchedule(line);
	expect(fault).toMatchObject({field, reason});
	expect(isFault(fault) && faultWords(fault)).toBe(words);
});

test('reasons exist in Chinese, with the field in front', () => {
	const fault = parseSchedule('* * 24 * * *');
	expect(isFault(fault) && faultWords(fault, 'zh')).toBe('时：24 超出范围 0 到 23');
});

test('blanks are evened out, names are capitals, five fields get their second', () => {
	expect(parseSchedule('  0\t0 9-17 *  * mon-Fri ')).toMatchObject({text: '0 0 9-17 * * MON-FRI'});
	expect(parseSchedule('0 9 * * 1-5')).toMatchObject({text: '0 0 9 * * 1-5', seconds: [0]});
});

test.each([
	['23-7/2,8', [1, 3, 5, 7, 8, 23]],
	['22-2', [0, 1, 2, 22, 23]],
	['20/2', [20, 22]],
	['*/7', [0, 7, 14, 21]],
	['8-10/5', [8]],
	['5-5', [5]],
	['3,1,3,2-4', [1, 2, 3, 4]],
	['007', [7]],
	['*/24', [0]],
])('hours %s are %j', (hours, values) => {
	expect(parseSchedule(`0 0 ${hours} * * *`)).toMatchObject({hours: values});
});

test.each([
	['0', [0]],
	['7', [0]],
	['5-7', [0, 5, 6]],
	['0-7', [0, 1, 2, 3, 4, 5, 6]],
	['SAT-TUE', [0, 1, 2, 6]],
	['7-2', [0, 1, 2]],
	['1/2', [1, 3, 5]],
	['7/3', [0, 3, 6]],
	['6-0', [0, 6]],
	['sun-sat/3', [0, 3, 6]],
])('weekdays %s are %j', (weekdays, values) => {
	expect(parseSchedule(`0 0 0 ? * ${weekdays}`)).toMatchObject({weekdays: {values}});
});
