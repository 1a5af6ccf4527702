import type { OfficeCalendar } from '../../shared/domain/calendar.ts'
import decrees from './indonesia.json' with { type: 'json' }

/** Usual hours of a district office with five working days. */
const office: OfficeCalendar['week'] = {
  mon: [
    ['07:30', '12:00'],
    ['12:30', '16:00'],
  ],
  tue: [
    ['07:30', '12:00'],
    ['12:30', '16:00'],
  ],
  wed: [
    ['07:30', '12:00'],
    ['12:30', '16:00'],
  ],
  thu: [
    ['07:30', '12:00'],
    ['12:30', '16:00'],
  ],
  fri: [
    ['07:30', '11:30'],
    ['13:00', '14:30'],
  ],
}

const ramadan: OfficeCalendar['week'] = {
  mon: [
    ['07:30', '12:00'],
    ['12:30', '15:15'],
  ],
  tue: [
    ['07:30', '12:00'],
    ['12:30', '15:15'],
  ],
  wed: [
    ['07:30', '12:00'],
    ['12:30', '15:15'],
  ],
  thu: [
    ['07:30', '12:00'],
    ['12:30', '15:15'],
  ],
  fri: [['07:30', '11:00']],
}

const holidays: Record<string, string> = {}
for (const { nationalHolidays, collectiveLeave } of Object.values(decrees.years)) {
  for (const [date, name] of Object.entries(collectiveLeave))
    holidays[date] = `Cuti bersama: ${name}`
  Object.assign(holidays, nationalHolidays)
}

/**
 * Holidays and collective leave as decreed by three ministers (SKB 3 Menteri, named per year in
 * indonesia.json); district office hours in WIB. Plain data: operations/install stores it, and an
 * administrator changes it there without a deployment.
 */
export const indonesianCalendar: OfficeCalendar = {
  timeZone: 'Asia/Jakarta',
  week: office,
  holidays,
  // Computed; the decree of Ramadan hours comes later in the year, so it must stay editable.
  special: [{ from: '2027-02-08', to: '2027-03-09', name: 'Ramadan 1448 H', week: ramadan }],
  decreedYears: Object.keys(decrees.years).map(Number),
}
