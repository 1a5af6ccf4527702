import type { Office } from '../../shared/contracts/office.ts'

/** An invented office, for pages and e-mails in tests. */
export const demoOffice: Office = {
  name: 'Dinas Komunikasi dan Informatika Kabupaten Contoh',
  shortName: 'Dinkominfo',
  address: 'Jalan Merdeka Nomor 1, Kabupaten Contoh',
  email: 'layanan@dinkominfo.example.go.id',
  phone: '(0000) 000000',
  whatsapp: '+628000000000',
  social: { instagram: '@dinkominfo.contoh', x: '@dinkominfo_contoh' },
}
