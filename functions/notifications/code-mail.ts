import type { Challenge } from '../../shared/contracts/ports.ts'
import { renderEmail } from '../../shared/web/emails/layout.tsx'
import { signInCode } from '../../shared/web/sign-in-code.ts'
import type { Letter } from './letter.ts'
import type { DispatchPorts } from './ports.ts'

/** The 6-digit code, and how to tell that somebody else asked for it. */
export async function codeMail(
  { office, signer }: DispatchPorts,
  challenge: Challenge,
): Promise<Letter> {
  const code = await signInCode(signer, challenge)
  return (name) => ({
    subject: `Kode Anda: ${code}`,
    ...renderEmail({
      office,
      title: 'Kode untuk membuka permohonan',
      greeting: `Yth. Bapak/Ibu ${name},`,
      paragraphs: [`Kode Anda ${code}. Isikan pada halaman yang sedang Anda buka.`],
      facts: [
        ['Kode', code],
        ['Berlaku', '10 menit, satu kali'],
      ],
      closing: [
        'Tidak sedang membuka halaman keputusan? Abaikan e-mail ini dan jangan berikan kodenya kepada siapa pun: tanpa kode ini tidak ada yang dapat memutuskan atas nama Anda.',
      ],
    }),
  })
}
