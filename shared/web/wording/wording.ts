import type {
  ApplicantKind,
  ContactWay,
  Decision,
  Endorsement,
  Equipment,
  HostKind,
  LetterFault,
  LetterType,
  RequestChannel,
  RequestEventName,
  RequestStatus,
  ServiceKind,
  StaffRole,
  SurveyElement,
  Visibility,
} from '../../domain/vocabulary.ts'

/** How an open case stands against its limit. */
export const deadlines = ['on-time', 'due-soon', 'overdue'] as const
export type Deadline = (typeof deadlines)[number]

/** What every language has to say: one label for each value of the vocabulary. */
export type Wording = {
  readonly statuses: Readonly<Record<RequestStatus, string>>
  /** What a status means for the applicant, and what happens next. */
  readonly statusMeanings: Readonly<Record<RequestStatus, string>>
  readonly deadlines: Readonly<Record<Deadline, string>>
  /** The act, as on a button. */
  readonly decisions: Readonly<Record<Decision, string>>
  readonly applicantKinds: Readonly<Record<ApplicantKind, string>>
  readonly services: Readonly<Record<ServiceKind, string>>
  readonly hosts: Readonly<Record<HostKind, string>>
  readonly equipment: Readonly<Record<Equipment, string>>
  readonly visibilities: Readonly<Record<Visibility, string>>
  readonly endorsements: Readonly<Record<Endorsement, string>>
  readonly channels: Readonly<Record<RequestChannel, string>>
  readonly contactWays: Readonly<Record<ContactWay, string>>
  readonly surveyElements: Readonly<Record<SurveyElement, string>>
  readonly letterTypes: Readonly<Record<LetterType, string>>
  /** What is wrong with the letter, then what to do. */
  readonly letterFaults: Readonly<Record<LetterFault, string>>
  readonly roles: Readonly<Record<StaffRole, string>>
  /** What happened, as a step of the time line. */
  readonly events: Readonly<Record<RequestEventName, string>>
}
