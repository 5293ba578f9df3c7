import type {AgentColumnId} from './agents.js';
import type {InfoGauge} from './info-gauges.js';
import type {KeySettings} from './keymap.js';

/** What a person chose for the screen. */
export type ScreenSettings = {
	language?: 'en' | 'zh' | undefined;
	theme?: 'auto' | 'dark' | 'light' | '16-colors' | 'no-color' | 'color-blind' | undefined;
	/** Whether only ASCII signs are used. */
	ascii?: boolean | undefined;
	mouse?: boolean | undefined;
	keys?: KeySettings | undefined;
	/** Columns of the list of agents, from left to right; the name is always there. */
	columns?: readonly AgentColumnId[] | undefined;
	/** Expressions by name: `@name` in a filter stands for one. */
	filters?: Readonly<Record<string, string>> | undefined;
	/** How often a host is asked what changes all the time, in ms. */
	infoEveryMs?: number | undefined;
	/** From where on a measure of a host is a warning, and from where on bad. */
	infoLimits?: Readonly<Partial<Record<InfoGauge, readonly [warn: number, bad: number]>>> | undefined;
};
