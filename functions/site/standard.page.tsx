import type { Office } from '../../shared/contracts/office.ts'
import {
  type ComplaintClass,
  type StandardComponent,
  standard,
} from '../../shared/domain/standard.ts'
import { Contacts } from '../../shared/web/components/contacts.tsx'
import { InsetText } from '../../shared/web/components/notices.tsx'
import { Table } from '../../shared/web/components/table.tsx'
import { Page } from '../../shared/web/layout.tsx'

export const standardPage = (office: Office) => (
  <Page title={standard.title} office={office} section="standard">
    <h1 class="govuk-heading-xl">{standard.title}</h1>
    <p class="lead">
      Empat belas komponen menurut Peraturan Menteri PANRB Nomor 15 Tahun 2014. Batas waktu di
      halaman ini adalah batas waktu yang dihitung oleh layanan ini.
    </p>
    <dl class="promises">
      <div>
        <dt>Jangka waktu</dt>
        <dd>{standard.review.workingDays} hari kerja</dd>
      </div>
      <div>
        <dt>Biaya</dt>
        <dd>Gratis</dd>
      </div>
      <div>
        <dt>Syarat</dt>
        <dd>Surat permohonan</dd>
      </div>
    </dl>
    <h2 class="govuk-heading-l">Penyampaian pelayanan</h2>
    <Components of={standard.delivery} first={1} office={office} />
    <h2 class="govuk-heading-l">Pengelolaan pelayanan</h2>
    <Components of={standard.management} first={standard.delivery.length + 1} office={office} />
  </Page>
)

type ComponentsProps = {
  readonly of: readonly StandardComponent[]
  readonly first: number
  readonly office: Office
}

function Components({ of: components, first, office }: ComponentsProps) {
  return (
    <ol class="standard" start={first}>
      {components.map((component) => (
        <li key={component.id} id={component.id}>
          <h3 class="govuk-heading-m">{component.title}</h3>
          <Items of={component} />
          {component.note ? <InsetText>{component.note}</InsetText> : undefined}
          {component.id === 'pengaduan' ? <ComplaintChannels office={office} /> : undefined}
        </li>
      ))}
    </ol>
  )
}

function Items({ of: { id, items } }: { readonly of: StandardComponent }) {
  if (items.length === 1) return <p class="govuk-body">{items[0]}</p>
  const List = id === 'prosedur' ? 'ol' : 'ul'
  return (
    <List class={`govuk-list govuk-list--${List === 'ol' ? 'number' : 'bullet'}`}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </List>
  )
}

const classLabels: Readonly<Record<ComplaintClass, string>> = {
  ringan: 'Ringan',
  normatif: 'Normatif',
  'tidak-berkadar-pengawasan': 'Tidak berkadar pengawasan',
  'berkadar-pengawasan': 'Berkadar pengawasan dan memerlukan pemeriksaan',
}

function ComplaintChannels({ office }: { readonly office: Office }) {
  const { answer, verification } = standard.complaints
  const classes = Object.keys(classLabels) as ComplaintClass[]
  return (
    <>
      <Contacts office={office} />
      <SocialMedia office={office} />
      <Table
        caption="Batas waktu jawaban pengaduan"
        captionSize="s"
        head={['Jenis pengaduan', 'Paling lama']}
        rows={classes.map((name) => [classLabels[name], `${answer[name].workingDays} hari kerja`])}
        firstCellIsHeader
      />
      <p class="govuk-body">
        Jenis pengaduan ditetapkan petugas paling lama {verification.workingDays} hari kerja setelah
        pengaduan diterima.
      </p>
    </>
  )
}

const networks = { instagram: 'Instagram', x: 'X', facebook: 'Facebook' } as const

function SocialMedia({ office: { social = {} } }: { readonly office: Office }) {
  const accounts = (Object.keys(networks) as (keyof typeof networks)[]).flatMap((network) =>
    social[network] ? [`${networks[network]} ${social[network]}`] : [],
  )
  return accounts.length === 0 ? null : (
    <p class="govuk-body">Media sosial: {accounts.join(', ')}.</p>
  )
}
