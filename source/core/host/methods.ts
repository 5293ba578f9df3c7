import {syncBash} from './bash.js';
import {infos} from './getinfo/index.js';
import {listMethods} from './getinfo/methods.js';
import {logRead} from './log/log-read.js';
import type {HostMethod} from './method.js';

/** All that this host answers, in the order of its help. */
export const methods: readonly HostMethod[] = [
	listMethods(() => methods),
	...infos,
	logRead,
	syncBash,
];
