import type * as z from 'zod/mini'
import { type Mark, markOfCost, type Survey } from '../domain/survey.ts'
import { type SurveyElement, surveyElements } from '../domain/vocabulary.ts'
import { choice, optionalText } from './fields.ts'

/** The elements that an applicant is asked: all but the cost, since the service is free. */
export const askedElements = surveyElements.filter((element) => element !== 'cost')

const mark = choice(['1', '2', '3', '4'], 'Pilih salah satu penilaian.')
const comment = optionalText(1000)

export type SurveyError = { readonly field: SurveyElement | 'comment'; readonly message: string }

/** Checks an answered survey; each element has to be marked, the comment is free. */
export function checkSurvey(
  form: URLSearchParams,
):
  | { readonly ok: true; readonly answer: Omit<Survey, 'at'> }
  | { readonly ok: false; readonly errors: readonly SurveyError[] } {
  const marks: Partial<Record<SurveyElement, Mark>> = { cost: markOfCost }
  const errors: SurveyError[] = []
  const note = (field: SurveyError['field'], error: z.core.$ZodError): void => {
    errors.push({ field, message: error.issues[0]?.message ?? '' })
  }
  for (const element of askedElements) {
    const given = mark.safeParse(form.get(element) ?? '')
    if (given.success) marks[element] = Number(given.data) as Mark
    else note(element, given.error)
  }
  const said = comment.safeParse(form.get('comment') ?? '')
  if (!said.success) note('comment', said.error)
  if (errors.length > 0 || !said.success) return { ok: false, errors }
  return { ok: true, answer: { marks: marks as Survey['marks'], comment: said.data } }
}
