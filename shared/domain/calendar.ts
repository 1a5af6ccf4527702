/**
 * The working-day clock: pure, over Temporal, right in any zone.
 * Other programs call these exports; they are the whole interface.
 */
export {
  addWorkingDays,
  isWorkingDay,
  type OfficeCalendar,
  UndecreedYearError,
  workingDaysBetween,
} from './calendar-days.ts'
export { dueAt, explainDue } from './calendar-due.ts'
export {
  addWorkingTime,
  isWorkingTime,
  nextWorkingTime,
  workingTimeBetween,
} from './calendar-hours.ts'
