import type {HostMethod} from '../method.js';
import {getinfoCpu} from './cpu.js';
import {getinfoKernel} from './kernel.js';
import {getinfoLoad} from './load.js';
import {getinfoMemory} from './memory.js';
import {getinfoOs} from './os.js';
import {getinfoFilesystems} from './filesystems.js';
import {getinfoDisks} from './disks.js';
import {getinfoNetwork} from './network.js';
import {getinfoAddresses} from './addresses.js';
import {getinfoProcesses} from './processes.js';
import {getinfoRoutes} from './routes.js';
import {getinfoUsers} from './users.js';

/** All that a host says about itself, in the order of its help. */
export const infos: readonly HostMethod[] = [
	getinfoKernel,
	getinfoUsers,
	getinfoOs,
	getinfoCpu,
	getinfoMemory,
	getinfoLoad,
	getinfoFilesystems,
	getinfoDisks,
	getinfoNetwork,
	getinfoAddresses,
	getinfoRoutes,
	getinfoProcesses,
];
