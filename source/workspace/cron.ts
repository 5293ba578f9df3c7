export {readCronJobs, type CronHost, type CronJob} from './cron/cron-job.js';
export {dayAhead, knownZone, type DayAhead} from './cron/day-ahead.js';
export {groupJobs, type JobGroup, type JobMember} from './cron/group-jobs.js';
export {
	changedMembers, checkForm, emptyForm, formFields, formOf, type CheckedForm, type FormField, type JobForm,
} from './cron/job-form.js';
export {hourCounts} from './cron/hour-counts.js';
export {runsADay} from './cron/runs-a-day.js';
