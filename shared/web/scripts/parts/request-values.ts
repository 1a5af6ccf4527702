import { requestFields } from '../../../contracts/request-form.ts'

/** What a form holds, as it would be sent: name and value, names may repeat. */
export type Values = readonly (readonly [name: string, value: string])[]

const isField = (name: string): boolean => requestFields.some((field) => field === name)

/** The answers in the form; not the tokens beside them. */
export function valuesOf(form: HTMLFormElement): Values {
  return [...new FormData(form)].flatMap(([name, value]) =>
    isField(name) && typeof value === 'string' ? [[name, value] as const] : [],
  )
}

/** The same in the shape that checkRequestForm takes. */
export function postedOf(values: Values): Record<string, string | readonly string[]> {
  const equipment = values.flatMap(([name, value]) => (name === 'equipment' ? [value] : []))
  return { ...Object.fromEntries(values), equipment }
}

/** Writes answers into the form; what they do not name becomes empty. */
export function fill(form: HTMLFormElement, values: Values): void {
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && /^(radio|checkbox)$/.test(control.type)) {
      control.checked = values.some(
        ([name, value]) => name === control.name && value === control.value,
      )
    } else if (isTextual(control) && isField(control.name)) {
      control.value = values.find(([name]) => name === control.name)?.[1] ?? ''
    }
  }
}

const isTextual = (
  control: Element,
): control is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
  control instanceof HTMLInputElement ||
  control instanceof HTMLTextAreaElement ||
  control instanceof HTMLSelectElement
