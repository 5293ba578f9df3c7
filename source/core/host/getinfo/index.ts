import type {HostMethod} from '../method.js';
import {getinfoAddresses} from './addresses.js';
import {getinfoContainers} from './containers.js';
import {getinfoCpu} from './cpu.js';
import {getinfoDisks} from './disks.js';
import {getinfoDmesg} from './dmesg.js';
import {getinfoFilesystems} from './filesystems.js';
import {getinfoHardware} from './hardware.js';
import {getinfoJvms} from './jvms.js';
import {getinfoKernel} from './kernel.js';
import {getinfoLoad} from './load.js';
import {getinfoMemory} from './memory.js';
import {getinfoNetwork} from './network.js';
import {getinfoOs} from './os.js';
import {getinfoPackages} from './packages.js';
import {getinfoPorts} from './ports.js';
import {getinfoProcesses} from './processes.js';
import {getinfoRoutes} from './routes.js';
import {getinfoServices} from './services.js';
import {getinfoSessions} from './sessions.js';
import {getinfoTime} from './time.js';
import {getinfoUsers} from './users.js';

/** All that a host says about itself, in the order of its help. */
export const infos: readonly HostMethod[] = [
	getinfoKernel,
	getinfoOs,
	getinfoHardware,
	getinfoTime,
	getinfoCpu,
	getinfoMemory,
	getinfoLoad,
	getinfoFilesystems,
	getinfoDisks,
	getinfoNetwork,
	getinfoAddresses,
	getinfoRoutes,
	getinfoProcesses,
	getinfoPorts,
	getinfoJvms,
	getinfoContainers,
	getinfoUsers,
	getinfoSessions,
	getinfoServices,
	getinfoPackages,
	getinfoDmesg,
];
