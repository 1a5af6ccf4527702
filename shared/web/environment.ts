import { Office } from '../contracts/office.ts'

/** A setting that the template gives to the function; its absence is a mistake in the template. */
export function setting(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`The environment lacks ${name}.`)
  return value
}

/** The office that this stage serves, as its pages and e-mails name it. */
export const officeFromEnvironment = (): Office => Office.parse(JSON.parse(setting('OFFICE')))

/** Where browsers reach the service: the only base of mailed URLs. */
export const siteOrigin = (): string => setting('SITE_ORIGIN')
