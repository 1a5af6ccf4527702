import { type SurveyElement, surveyElements } from './vocabulary.ts'

/** A mark of one element: 1 (worst) to 4 (best). */
export type Mark = 1 | 2 | 3 | 4

/** The answer of one request's applicant; it holds no person. `at`: ISO instant. */
export type Survey = {
  readonly marks: Readonly<Record<SurveyElement, Mark>>
  readonly comment?: string | undefined
  readonly at: string
}

/** The service costs nothing, so its applicants are not asked: "gratis" is the best mark. */
export const markOfCost: Mark = 4

export type SatisfactionCategory = 'A' | 'B' | 'C' | 'D'

/** The satisfaction index (IKM) of some surveys: 25 to 100. */
export type SatisfactionIndex = {
  readonly answers: number
  /** The mean mark of each element. */
  readonly means: Readonly<Record<SurveyElement, number>>
  readonly index: number
  readonly category: SatisfactionCategory
}

/** From which index on a category is reached. Source: PermenPANRB 14/2017, attachment, table II. */
const thresholds: readonly (readonly [SatisfactionCategory, number])[] = [
  ['A', 88.31],
  ['B', 76.61],
  ['C', 65],
]

/**
 * The mean of the nine elements' means, times 25, with two decimals as it is published and judged.
 * Undefined where nobody has answered.
 */
export function satisfactionOf(surveys: readonly Survey[]): SatisfactionIndex | undefined {
  const answers = surveys.length
  if (answers === 0) return undefined
  const sumOf = (element: SurveyElement): number =>
    surveys.reduce((sum, { marks }) => sum + marks[element], 0)
  const total = surveyElements.reduce((sum, element) => sum + sumOf(element), 0)
  // Whole numbers until the one division: halves of a hundredth do not depend on rounding errors.
  const index = Math.round((total * 2500) / (answers * surveyElements.length)) / 100
  const category = thresholds.find(([, from]) => index >= from)?.[0] ?? 'D'
  const means = Object.fromEntries(
    surveyElements.map((element) => [element, sumOf(element) / answers]),
  ) as Record<SurveyElement, number>
  return { answers, means, index, category }
}
