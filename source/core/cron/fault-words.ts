import type {CronFault, FaultReason} from './fault.js';
import type {FieldName} from './field.js';
import {fillIn, type CronLanguage, type CronText} from './words/language.js';

/** What is wrong with a line, in one sentence: the field, the part, the reason. Without a full stop. */
export function faultWords({field, reason, text, values}: CronFault, language: CronLanguage = 'en'): string {
	const sentence = fillIn(reasons[reason], language, {...values, text});
	return field === null ? sentence : `${fieldNames[field][language]}${language === 'en' ? ': ' : '：'}${sentence}`;
}

/** A field as people call it. */
export const fieldNames: Readonly<Record<FieldName, CronText>> = {
	second: {en: 'second', zh: '秒'},
	minute: {en: 'minute', zh: '分'},
	hour: {en: 'hour', zh: '时'},
	day: {en: 'day of month', zh: '日'},
	month: {en: 'month', zh: '月'},
	weekday: {en: 'day of week', zh: '星期'},
};

const reasons: Readonly<Record<FaultReason, CronText>> = {
	empty: {en: 'there is no schedule', zh: '没有时间表达式'},
	'too-long': {en: 'the line has {count} characters, more than {max}', zh: '该行有 {count} 个字符，超过 {max} 个'},
	'too-few-fields': {en: 'there are {count} fields; six are second, minute, hour, day of month, month, day of week', zh: '只有 {count} 个域；应为六个：秒、分、时、日、月、星期'},
	'too-many-fields': {en: 'there are {count} fields; six are second, minute, hour, day of month, month, day of week, and there is no year', zh: '有 {count} 个域；应为六个：秒、分、时、日、月、星期，没有年'},
	nickname: {en: '“{text}” is no schedule here; every day at midnight is 0 0 0 * * *', zh: '此处不支持“{text}”；每天零点写作 0 0 0 * * *'},
	'empty-element': {en: 'there is nothing beside a comma', zh: '逗号旁边没有内容'},
	'not-understood': {en: '“{text}” can\'t be read; there are *, 5, 1-5, */5, 0/5, 1-5/2 and lists with commas', zh: '无法识别“{text}”；可以写 *、5、1-5、*/5、0/5、1-5/2，以及用逗号分隔的列表'},
	'out-of-range': {en: '{text} is out of range, {min} to {max}', zh: '{text} 超出范围 {min} 到 {max}'},
	'unknown-name': {en: '“{text}” is no name; they are {first} to {last}, three letters each', zh: '没有名称“{text}”；名称为三个字母，从 {first} 到 {last}'},
	'step-zero': {en: 'a step of 0 never comes on', zh: '步长不能为 0'},
	'step-too-large': {en: 'the step “{text}” is larger than the field, which has {size} values', zh: '步长“{text}”超过该域的 {size} 个值'},
	'question-mark': {en: '“?” is for day of month and day of week only', zh: '“?”只能用于日和星期'},
	'question-mark-alone': {en: '“?” stands alone: it means any', zh: '“?”必须单独使用，表示任意值'},
	'not-in-this-field': {
		en: '“{text}” means nothing in this field; L, LW and 15W are for the day of month, L, FRIL and FRI#2 for the day of week',
		zh: '该域不支持“{text}”；L、LW、15W 用于日，L、FRIL、FRI#2 用于星期',
	},
	calendar: {en: '“{text}” needs a calendar of holidays, which there is none of', zh: '“{text}”需要日历，这里没有日历'},
	occurrence: {en: '“{text}”: after # comes the week of the month, 1 to 5', zh: '“{text}”：# 后面是当月第几个，1 到 5'},
	never: {en: '“{text}” never comes: none of these months has such a day', zh: '“{text}”永远不会到来：这些月份没有这一天'},
};
