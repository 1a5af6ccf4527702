/**
 * The working-day clock: pure, over Temporal, right in any zone.
 * Other programs call these exports; they are the whole interface.
 */
export { addWorkingDays, isWorkingDay, workingDaysBetween } from './calendar-days.ts'
export { dueAt, explainDue } from './calendar-due.ts'
export {
  addWorkingTime,
  isWorkingTime,
  nextWorkingTime,
  workingTimeBetween,
} from './calendar-hours.ts'
export { type OfficeCalendar, UndecreedYearError } from './office-days.ts'
