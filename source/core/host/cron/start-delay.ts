import {createHash} from 'node:crypto';
import type {CronTask} from './task.js';

/** The share of its jitter that a job waits on this host, ms: always the same, so that its pauses stay even. */
export function startDelay({name, jitter}: CronTask, identity = ''): number {
	return Math.floor(createHash('sha256').update(`${identity}\0${name}`).digest().readUInt32BE(0) / (2 ** 32) * jitter * 1000);
}
