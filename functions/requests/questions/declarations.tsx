import { Checkboxes } from '../../../shared/web/components/choices.tsx'
import { Fieldset } from '../../../shared/web/components/fieldset.tsx'
import { type Answers, asked, ticked } from './answers.ts'

/** What the applicant declares; both are needed (UU 27/2022 asks that the notice be given). */
export function Declarations(answers: Answers) {
  return (
    <Fieldset legend="Pernyataan" legendSize="l" headingLevel={2}>
      <Checkboxes
        {...asked(answers, 'truthful')}
        label="Kebenaran data"
        items={[{ value: 'yes', text: 'Data yang saya isi benar dan sesuai dengan surat.' }]}
        values={ticked(answers, 'truthful')}
      />
      <Checkboxes
        {...asked(answers, 'privacyRead')}
        label="Pelindungan data pribadi"
        hint={
          <>
            Kami memakai data Anda hanya untuk layanan ini.{' '}
            <a class="govuk-link" href="/privasi" target="_blank" rel="noopener">
              Baca pemberitahuan privasi (tab baru)
            </a>
          </>
        }
        items={[{ value: 'yes', text: 'Saya telah membaca pemberitahuan privasi.' }]}
        values={ticked(answers, 'privacyRead')}
      />
    </Fieldset>
  )
}
