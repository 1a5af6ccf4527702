import type { Mail } from '../../shared/contracts/mail.ts'

/** An e-mail but for its address: given the recipient's name it is ready to be sent. */
export type Letter = (name: string) => Pick<Mail, 'subject' | 'text' | 'html' | 'calendar'>
