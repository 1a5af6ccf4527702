/** Letters as people send them, good and bad, made in code: no binary file lies in the repository. */
import { phonePhotoJpeg } from './letters/jpeg.ts'
import { signedPdf } from './letters/pdf.ts'

export { heic, png } from './letters/images.ts'
export {
  encryptedPdf,
  htmlAsPdf,
  noPagesPdf,
  scriptPdf,
  signedPdf,
  wordProcessorPdf,
} from './letters/pdf.ts'
export { phonePhotoJpeg }

export const emptyFile = (): Buffer => Buffer.alloc(0)

/** A good photo with eleven megabytes of a phone's own data behind it. */
export const elevenMegabytes = (): Buffer => {
  const photo = phonePhotoJpeg()
  return Buffer.concat([photo, Buffer.alloc(11 * 1024 * 1024 - photo.length)])
}

/** The head of a Windows program, whatever it is called. */
export const executable = (): Buffer =>
  Buffer.concat([
    Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0', 'latin1'),
    Buffer.from('This program cannot be run in DOS mode.\r\n$'),
    Buffer.alloc(512),
  ])

/** A photo whose transfer broke off. */
export const brokenJpeg = (): Buffer => {
  const photo = phonePhotoJpeg()
  return photo.subarray(0, Math.floor(photo.length * 0.6))
}

/** The harmless file that every malware scanner reports, in halves, so that none reports this one. */
export const eicar = (): string =>
  [String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR`, '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

/** A letter with nothing wrong but what a scanner finds in it. */
export const infectedPdf = (): Buffer =>
  Buffer.concat([signedPdf(), Buffer.from(`\n%${eicar()}\n`)])
