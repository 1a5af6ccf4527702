import { endorsements } from '../../../shared/domain/vocabulary.ts'
import { Radios } from '../../../shared/web/components/choices.tsx'
import { Fieldset } from '../../../shared/web/components/fieldset.tsx'
import { TextInput } from '../../../shared/web/components/text-fields.tsx'
import { wordings } from '../../../shared/web/wording/index.ts'
import { type Answers, asked, choicesOf, typedText } from './answers.ts'
import { DateQuestion } from './when.tsx'

/** What the letter says; the letter itself is uploaded in the next step. */
export function LetterQuestions(answers: Answers) {
  return (
    <Fieldset legend="Surat permohonan" legendSize="l" headingLevel={2}>
      <TextInput
        {...asked(answers, 'letterNumber')}
        label="Nomor surat"
        hint="Salin seperti tertulis pada surat, misalnya 000.1.5/1517/2026."
        value={typedText(answers, 'letterNumber')}
        autocomplete="off"
        spellcheck={false}
      />
      <DateQuestion
        answers={answers}
        field="letterDate"
        label="Tanggal surat"
        limits={{ max: answers.today }}
      />
      <TextInput
        {...asked(answers, 'letterSubject')}
        label="Perihal"
        optional
        value={typedText(answers, 'letterSubject')}
      />
      <TextInput
        {...asked(answers, 'signatoryName')}
        label="Nama penandatangan"
        value={typedText(answers, 'signatoryName')}
        autocomplete="off"
      />
      <TextInput
        {...asked(answers, 'signatoryPosition')}
        label="Jabatan penandatangan"
        hint="Kepala OPD atau UPT, atau pimpinan organisasi Anda."
        value={typedText(answers, 'signatoryPosition')}
        autocomplete="off"
      />
      <Radios
        {...asked(answers, 'endorsement')}
        label="Pengesahan surat"
        items={choicesOf(endorsements, wordings.id.endorsements)}
        value={typedText(answers, 'endorsement')}
      />
      <TextInput
        {...asked(answers, 'letterPhone')}
        label="Nomor kontak pada surat"
        hint="Biasanya sama dengan nomor WhatsApp Anda. Jawaban juga kami sampaikan ke nomor ini."
        value={typedText(answers, 'letterPhone')}
        type="tel"
        autocomplete="tel"
        width={20}
      />
    </Fieldset>
  )
}
