/** Schedules of six fields: reading them, saying them, following them. Depends on nothing. */
export {faultWords, fieldNames} from './fault-words.js';
export {isFault, type CronFault, type FaultReason} from './fault.js';
export type {FieldName} from './field.js';
export {nextRuns, runsAfter, type RunsOptions} from './next-runs.js';
export {normalForm} from './normal-form.js';
export {parseSchedule} from './parse-schedule.js';
export {noteWords, scheduleNotes, type ScheduleNote} from './schedule-notes.js';
export {scheduleWords} from './schedule-words.js';
export type {Schedule} from './schedule.js';
export type {CronLanguage} from './words/language.js';
export {zoneOf, type Zone, type ZoneSpan} from './zone.js';
