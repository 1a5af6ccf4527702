import { Checkboxes } from '../../../shared/web/components/choices.tsx'
import { Fieldset } from '../../../shared/web/components/fieldset.tsx'
import { Textarea, TextInput } from '../../../shared/web/components/text-fields.tsx'
import { type Answers, asked, ticked, typedText } from './answers.ts'
import { EventTimeQuestions } from './when.tsx'

/** The event itself, as the letter announces it. */
export function EventQuestions(answers: Answers) {
  return (
    <Fieldset legend="Kegiatan" legendSize="l" headingLevel={2}>
      <TextInput
        {...asked(answers, 'eventName')}
        label="Nama kegiatan"
        hint="Seperti tertulis pada surat."
        value={typedText(answers, 'eventName')}
      />
      <Textarea
        {...asked(answers, 'agenda')}
        label="Uraian atau agenda"
        optional
        hint="Misalnya susunan acara, atau narasumber yang bergabung dari luar."
        value={typedText(answers, 'agenda')}
        rows={4}
      />
      <EventTimeQuestions {...answers} />
      <TextInput
        {...asked(answers, 'venue')}
        label="Tempat"
        hint="Ruang dan gedung tempat kegiatan berlangsung."
        value={typedText(answers, 'venue')}
      />
      <TextInput
        {...asked(answers, 'participants')}
        label="Perkiraan jumlah peserta"
        hint="Semua yang bergabung, misalnya 150 atau 1.641."
        value={typedText(answers, 'participants')}
        inputMode="numeric"
        autocomplete="off"
        width={10}
      />
      <Checkboxes
        {...asked(answers, 'untitled')}
        label="Jadwal publik"
        optional
        hint="Kegiatan yang disetujui tampil pada jadwal publik: nama, waktu, tempat, dan instansi."
        items={[{ value: 'yes', text: 'Sembunyikan nama kegiatan pada jadwal publik' }]}
        values={ticked(answers, 'untitled')}
      />
    </Fieldset>
  )
}
