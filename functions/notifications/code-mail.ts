import type { Challenge } from '../../shared/contracts/ports.ts'
import { renderEmail } from '../../shared/web/emails/layout.tsx'
import { signInCode } from '../../shared/web/sign-in-code.ts'
import type { Letter } from './letter.ts'
import type { DispatchPorts } from './ports.ts'

/** The 6-digit code, and how to tell that somebody else asked for it. */
export async function codeMail(ports: DispatchPorts, challenge: Challenge): Promise<Letter> {
  const { office, signer } = ports
  const code = await signInCode(signer, challenge)
  if (challenge.opens === 'staff-site') return signInMail(ports, challenge, code)
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

/** The code and the link that let a person into the staff site, in the browser that asked. */
async function signInMail(
  { office, signer, siteOrigin }: DispatchPorts,
  { id, askedAt, expiresAt }: Challenge,
  code: string,
): Promise<Letter> {
  const lifetime = (Date.parse(expiresAt) - Date.parse(askedAt)) / 1000
  const token = await signer.sign('enter', { challenge: id }, new Date(askedAt), lifetime)
  return (name) => ({
    subject: `Kode masuk Anda: ${code}`,
    ...renderEmail({
      office,
      title: 'Kode untuk masuk ruang petugas',
      greeting: `Yth. Bapak/Ibu ${name},`,
      paragraphs: [
        `Kode Anda ${code}. Isikan pada halaman yang sedang Anda buka, atau tekan tombol di bawah ini di peramban yang sama.`,
      ],
      actions: [{ label: 'Masuk', url: `${siteOrigin}/petugas/masuk/${token}` }],
      facts: [
        ['Kode', code],
        ['Berlaku', '10 menit, satu kali, hanya di peramban yang memintanya'],
      ],
      closing: [
        'Tidak sedang masuk? Abaikan e-mail ini dan jangan berikan kodenya kepada siapa pun: tanpa kode ini tidak ada yang dapat masuk atas nama Anda.',
      ],
    }),
  })
}
