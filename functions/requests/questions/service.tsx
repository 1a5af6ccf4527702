import {
  equipment,
  hostKinds,
  serviceKinds,
  visibilities,
} from '../../../shared/domain/vocabulary.ts'
import { Checkboxes, Radios } from '../../../shared/web/components/choices.tsx'
import { Fieldset } from '../../../shared/web/components/fieldset.tsx'
import { TextInput } from '../../../shared/web/components/text-fields.tsx'
import { wordings } from '../../../shared/web/wording/index.ts'
import { type Answers, asked, choicesOf, ticked, typedText } from './answers.ts'
import { RehearsalQuestions } from './when.tsx'

const words = wordings.id

/** What the office shall provide for the event. */
export function ServiceQuestions(answers: Answers) {
  return (
    <Fieldset legend="Layanan" legendSize="l" headingLevel={2}>
      <Radios
        {...asked(answers, 'service')}
        label="Jenis layanan"
        items={choicesOf(serviceKinds, words.services)}
        value={typedText(answers, 'service')}
      />
      <Host {...answers} />
      <Checkboxes
        {...asked(answers, 'equipment')}
        label="Kebutuhan di tempat kegiatan"
        optional
        hint="Pilih semua yang perlu kami sediakan."
        items={choicesOf(equipment, words.equipment)}
        values={ticked(answers, 'equipment')}
      />
      <RehearsalQuestions {...answers} />
      <Radios
        {...asked(answers, 'recording')}
        label="Apakah kegiatan direkam?"
        inline
        items={[
          { value: 'yes', text: 'Ya' },
          { value: 'no', text: 'Tidak' },
        ]}
        value={typedText(answers, 'recording')}
      />
      <div class="only-streaming">
        <Radios
          {...asked(answers, 'visibility')}
          label="Siapa yang dapat menonton di YouTube?"
          hint="Hanya untuk siaran langsung."
          items={choicesOf(visibilities, words.visibilities)}
          value={typedText(answers, 'visibility')}
        />
      </div>
      <Contact {...answers} />
    </Fieldset>
  )
}

function Host(answers: Answers) {
  const link = (
    <TextInput
      {...asked(answers, 'hostLink')}
      label="Tautan rapat dari pihak lain"
      hint="Tautan lengkap, misalnya https://zoom.us/j/1234567890"
      value={typedText(answers, 'hostLink')}
      type="url"
      autocomplete="off"
      spellcheck={false}
    />
  )
  return (
    <Radios
      {...asked(answers, 'host')}
      label="Tautan rapat"
      items={choicesOf(hostKinds, words.hosts).map((item) =>
        item.value === 'other' ? { ...item, conditional: link } : item,
      )}
      value={typedText(answers, 'host')}
    />
  )
}

function Contact(answers: Answers) {
  return (
    <>
      <TextInput
        {...asked(answers, 'contactName')}
        label="Nama penanggung jawab acara"
        optional
        hint="Isi bila bukan Anda sendiri."
        value={typedText(answers, 'contactName')}
        autocomplete="off"
      />
      <TextInput
        {...asked(answers, 'contactPhone')}
        label="Nomor telepon penanggung jawab acara"
        optional
        value={typedText(answers, 'contactPhone')}
        type="tel"
        autocomplete="off"
        width={20}
      />
    </>
  )
}
