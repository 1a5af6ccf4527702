import { checkBeforeSending } from './parts/checking.ts'
import { find } from './parts/find.ts'
import { nameDates, offerPhone } from './parts/helping.ts'
import { keepTyped } from './parts/keeping.ts'
import { proveByWork } from './parts/proving.ts'

/** What script adds to the request form (functions/requests/request-form.page.tsx). */
const form = find<HTMLFormElement>('form[data-request]')
keepTyped(form)
nameDates(form)
offerPhone(form)
checkBeforeSending(form, proveByWork(form))
