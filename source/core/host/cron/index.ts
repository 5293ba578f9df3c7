/** The jobs that a host agent runs by itself, and those of others that it shows. */
export {cronMethods} from './cron-methods.js';
export {CronService, type CronServiceOptions} from './cron-service.js';
export {keptJobs, noRunner, type KeptJobsOptions} from './kept-jobs.js';
export {lockedJobs} from './locked-jobs.js';
export {listOtherJobs} from './others/list-other-jobs.js';
export {startSharedCron, type CronOperations, type SharedCron} from './shared-cron.js';
export type {RunRecord} from './history.js';
export type {CronTask, Overlap} from './task.js';
