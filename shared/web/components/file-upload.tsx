import { type Attributes, classes } from './classes.ts'
import { describedBy, Field, type FieldProps, fieldId } from './field.tsx'

export type FileUploadProps = FieldProps & {
  /** What the file dialog offers first; the server decides by content. */
  readonly accept?: string
  readonly attributes?: Attributes
}

export function FileUpload(props: FileUploadProps) {
  return (
    <Field {...props}>
      <input
        class={classes('govuk-file-upload', !!props.error && 'govuk-file-upload--error')}
        id={fieldId(props)}
        name={props.name}
        type="file"
        aria-describedby={describedBy(props)}
        accept={props.accept}
        {...props.attributes}
      />
    </Field>
  )
}
