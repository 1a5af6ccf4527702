import { applicantKinds } from '../../../shared/domain/vocabulary.ts'
import { Fieldset } from '../../../shared/web/components/fieldset.tsx'
import { Select } from '../../../shared/web/components/select.tsx'
import { TextInput } from '../../../shared/web/components/text-fields.tsx'
import { wordings } from '../../../shared/web/wording/index.ts'
import { type Answers, asked, choicesOf, typedText } from './answers.ts'

/** Who asks, and where the answer goes. */
export function ApplicantQuestions(answers: Answers) {
  const kinds = choicesOf(applicantKinds, wordings.id.applicantKinds)
  return (
    <Fieldset legend="Pemohon" legendSize="l" headingLevel={2}>
      <TextInput
        {...asked(answers, 'applicantName')}
        label="Nama pemohon"
        hint="Nama Anda yang mengisi formulir ini."
        value={typedText(answers, 'applicantName')}
        autocomplete="name"
      />
      <TextInput
        {...asked(answers, 'applicantPosition')}
        label="Jabatan"
        hint="Misalnya Kasubbag Umum, Sekretaris Desa, atau Ketua Panitia."
        value={typedText(answers, 'applicantPosition')}
        autocomplete="organization-title"
      />
      <Select
        {...asked(answers, 'applicantKind')}
        label="Jenis pemohon"
        items={[{ value: '', text: 'Pilih jenis pemohon' }, ...kinds]}
        value={typedText(answers, 'applicantKind')}
      />
      <TextInput
        {...asked(answers, 'agencyName')}
        label="Nama instansi"
        hint="OPD, UPT, kecamatan, desa, atau organisasi Anda."
        value={typedText(answers, 'agencyName')}
        autocomplete="organization"
      />
      <TextInput
        {...asked(answers, 'nip')}
        label="NIP"
        optional
        hint="18 angka. Kosongkan bila Anda bukan ASN."
        value={typedText(answers, 'nip')}
        inputMode="numeric"
        autocomplete="off"
        width={20}
        spaced
      />
      <TextInput
        {...asked(answers, 'email')}
        label="Alamat e-mail"
        hint="Tanda terima, jawaban, serta jadwal dan tautan kegiatan kami kirim ke alamat ini."
        value={typedText(answers, 'email')}
        type="email"
        autocomplete="email"
        spellcheck={false}
      />
      <TextInput
        {...asked(answers, 'whatsapp')}
        label="Nomor WhatsApp"
        hint="Misalnya 0812 3456 7890. Kami hubungi hanya bila ada yang perlu ditanyakan."
        value={typedText(answers, 'whatsapp')}
        type="tel"
        autocomplete="tel"
        width={20}
      />
    </Fieldset>
  )
}
