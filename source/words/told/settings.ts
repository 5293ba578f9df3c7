import type {Text} from '../say.js';

/** What is wrong with files of the person, and what holds instead. */
export const settingTexts: readonly Text[] = [
	{en: '{file} can\'t be read ({code}): the defaults hold', zh: '无法读取 {file}（{code}）：使用默认设置'},
	{en: '{file}, line {line}: {key} is no setting; there are {known}', zh: '{file} 第 {line} 行：没有设置项 {key}；可用的有 {known}'},
	{en: '{file}, line {line}: it must be an object, such as {example}', zh: '{file} 第 {line} 行：应为对象，例如 {example}'},
	{en: '{file}, line {line}: it is no JSON: the defaults hold', zh: '{file} 第 {line} 行：不是 JSON：使用默认设置'},
	{en: '{file}, line {line}: {key} must be one of {words}', zh: '{file} 第 {line} 行：{key} 应为 {words} 之一'},
	{en: '{file}, line {line}: {key} must be true or false', zh: '{file} 第 {line} 行：{key} 应为 true 或 false'},
	{en: '{file}, line {line}: {key} must give keys by action, such as {example}', zh: '{file} 第 {line} 行：{key} 应按操作给出按键，例如 {example}'},
	{en: '{file}, line {line}: {key} must be a list out of {known}', zh: '{file} 第 {line} 行：{key} 应为列表，可选 {known}'},
	{en: '{file}, line {line}: {key} must give expressions by name, such as {example}', zh: '{file} 第 {line} 行：{key} 应按名称给出表达式，例如 {example}'},
	{en: '{file}, line {line}: {problem}: the defaults hold', zh: '{file} 第 {line} 行：{problem}：使用默认设置'},
	{en: 'keys: there is no action {action}; ? lists them', zh: 'keys：没有操作 {action}；按 ? 查看全部'},
	{en: 'keys of {action}: “{keys}” is no key; it keeps its own', zh: '{action} 的按键：“{keys}” 不是按键；保留原按键'},
	{en: 'keys of {action}: “{keys}” belongs to the terminal or the multiplexer; it keeps its own', zh: '{action} 的按键：“{keys}” 由终端或复用器使用；保留原按键'},
	{en: 'keys of {action}: a terminal sends {same} for “{keys}”; it keeps its own', zh: '{action} 的按键：终端会把 “{keys}” 发送为 {same}；保留原按键'},
	{en: 'keys: “{keys}” is that of {action} and of {other}; the first one has it', zh: 'keys：“{keys}” 同时用于 {action} 和 {other}；以前者为准'},
	{en: 'keys: “{keys}” of {action} begins “{longer}” of {other}, which can\'t be typed', zh: 'keys：{action} 的 “{keys}” 是 {other} 的 “{longer}” 的开头，后者无法输入'},
	{en: '{file} is no JSON: this is the usual layout', zh: '{file} 不是 JSON：使用默认布局'},
	{en: '{file} can\'t be read ({code}): this is the usual layout', zh: '无法读取 {file}（{code}）：使用默认布局'},
	{en: '{file}: {problem}: this is the usual layout', zh: '{file}：{problem}：使用默认布局'},
	{en: 'the history has {lines} lines that can\'t be read; they are left alone', zh: '历史记录中有 {lines} 行无法读取，未作改动'},
	{en: 'the history is not read: {why}', zh: '未读取历史记录：{why}'},
	{en: 'the history is not kept: {why}', zh: '未保存历史记录：{why}'},
];
