import type { DecisionError, DecisionField } from '../../shared/contracts/decision-form.ts'
import type { Product } from '../../shared/domain/request-facts.ts'
import { TextInput } from '../../shared/web/components/text-fields.tsx'

type LinkFieldsProps = {
  /** What is known already. */
  readonly product: Product
  readonly typed: URLSearchParams | undefined
  readonly errors: readonly DecisionError[]
}

/** The links of the meeting and the stream, as staff type them. */
export function LinkFields({ product, typed, errors }: LinkFieldsProps) {
  const field = (name: DecisionField & keyof Product) => {
    const error = errors.find((wrong) => wrong.field === name)?.message
    return {
      name,
      optional: true,
      value: typed?.get(name) ?? product[name] ?? '',
      ...(error ? { error } : {}),
    }
  }
  return (
    <>
      <TextInput
        {...field('joinUrl')}
        label="Tautan rapat"
        type="url"
        inputMode="url"
        autocomplete="off"
      />
      <TextInput
        {...field('meetingId')}
        label="ID rapat"
        inputMode="numeric"
        width={20}
        autocomplete="off"
      />
      <TextInput
        {...field('passcode')}
        label="Kode sandi"
        width={20}
        autocomplete="off"
        spellcheck={false}
      />
      <TextInput
        {...field('streamUrl')}
        label="Tautan YouTube"
        type="url"
        inputMode="url"
        autocomplete="off"
      />
    </>
  )
}
