import {syncBash} from './bash.js';
import {getinfoKernel} from './getinfo/kernel.js';
import {getinfoUsers} from './getinfo/users.js';
import type {HostMethod} from './method.js';

/** All that this host answers, in the order of its help. */
export const methods: readonly HostMethod[] = [
	getinfoKernel,
	getinfoUsers,
	syncBash,
];
