import type { ComponentChildren } from 'preact'

export type TableProps = {
  readonly caption: string
  readonly captionSize?: 's' | 'm' | 'l'
  readonly head: readonly string[]
  readonly rows: readonly (readonly ComponentChildren[])[]
  /** The first cell names the row. */
  readonly firstCellIsHeader?: boolean
}

/** Rows of the same facts; scrolls sideways by itself where the screen is narrow. */
export function Table({ caption, captionSize = 'm', head, rows, firstCellIsHeader }: TableProps) {
  return (
    <section class="scroll" tabIndex={0} aria-label={caption}>
      <table class="govuk-table">
        <caption class={`govuk-table__caption govuk-table__caption--${captionSize}`}>
          {caption}
        </caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {head.map((text) => (
              <th key={text} scope="col" class="govuk-table__header">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {rows.map((cells, row) => (
            <tr key={row} class="govuk-table__row">
              {cells.map((cell, column) =>
                column === 0 && firstCellIsHeader ? (
                  <th key={head[column]} scope="row" class="govuk-table__header">
                    {cell}
                  </th>
                ) : (
                  <td key={head[column]} class="govuk-table__cell">
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
