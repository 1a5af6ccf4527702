import { Duration } from 'aws-cdk-lib'
import { Color, type IWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { ofFunction } from './function-metrics.ts'
import { latency, ofApi, ofMachine, ofMail, reviewHours } from './monitoring-metrics.ts'
import type { Monitored } from './monitoring-subjects.ts'
import { graph, heading, numbers } from './monitoring-widgets.ts'

const daily = Duration.days(1)

/** One row for each thing that the service does, headed by the question that it answers. */
export const rowsOf = (monitored: Monitored): IWidget[][] => [
  ...decisions(monitored),
  ...pages(monitored),
  ...mails(monitored),
  ...sweeps(monitored),
  ...failures(monitored),
]

const decisions = ({ machines, decidedInTime, decidedLate }: Monitored): IWidget[][] => [
  [heading('Keputusan', 'Apakah permohonan diputuskan tepat waktu (satu hari kerja)?')],
  [
    numbers('Diputuskan', [
      decidedInTime.with({ label: 'Tepat waktu', color: Color.GREEN }),
      decidedLate.with({ label: 'Terlambat', color: Color.RED }),
    ]),
    graph(
      'Kajian per hari',
      machines.flatMap((machine) => [
        ofMachine(machine, 'ExecutionsStarted').with({ label: 'Dimulai', period: daily }),
        ofMachine(machine, 'ExecutionsSucceeded').with({ label: 'Selesai', period: daily }),
        ofMachine(machine, 'ExecutionsFailed').with({
          label: 'Gagal',
          period: daily,
          color: Color.RED,
        }),
      ]),
      'kajian',
    ),
  ],
  [
    graph(
      'Lama kajian, dari surat diterima sampai keputusan',
      machines.flatMap((machine) => [
        reviewHours(machine, Stats.AVERAGE, 'Rata-rata'),
        reviewHours(machine, Stats.MAXIMUM, 'Terlama'),
      ]),
      'jam',
    ),
  ],
]

const pages = ({ apis }: Monitored): IWidget[][] => [
  [heading('Halaman', 'Apakah halaman dan formulir dapat dibuka, dan cepat?')],
  [
    graph(
      'Kunjungan',
      apis.flatMap((api) => [
        ofApi(api, 'Count').with({ label: 'Semua' }),
        ofApi(api, '4xx').with({ label: 'Alamat atau isian salah', color: Color.ORANGE }),
        ofApi(api, '5xx').with({ label: 'Galat kami', color: Color.RED }),
      ]),
      'kunjungan',
    ),
    graph(
      'Waktu jawab',
      apis.flatMap((api) => [
        latency(api, Stats.p(50)).with({ label: 'Biasanya (p50)' }),
        latency(api, Stats.p(95)).with({ label: 'Yang lambat (p95)' }),
      ]),
      'milidetik',
    ),
  ],
]

const mails = ({ mail }: Monitored): IWidget[][] => [
  [heading('Surel', 'Apakah surel sampai kepada pemohon, pengkaji, dan atasan?')],
  [
    graph(
      'Surel per hari',
      mail.flatMap((set) => [
        ofMail(set, 'Send').with({ label: 'Dikirim', period: daily }),
        ofMail(set, 'Delivery').with({ label: 'Sampai', period: daily, color: Color.GREEN }),
      ]),
      'surel',
    ),
    graph(
      'Surel yang tidak sampai, per hari',
      mail.flatMap((set) => [
        ofMail(set, 'Bounce').with({ label: 'Terpental', period: daily, color: Color.RED }),
        ofMail(set, 'Reject').with({ label: 'Ditolak SES', period: daily }),
        ofMail(set, 'Complaint').with({ label: 'Dianggap spam', period: daily }),
      ]),
      'surel',
    ),
  ],
]

const sweeps = ({ sweep, lag }: Monitored): IWidget[][] => [
  [heading('Penyisiran', 'Apakah tiap 15 menit ada yang memeriksa permohonan yang terlewat?')],
  [
    graph('Keterlambatan pemeriksaan', [lag.with({ label: 'Yang paling lama menunggu' })], 'detik'),
    graph(
      'Penyisiran per jam (seharusnya 4)',
      [ofFunction(sweep, 'Invocations', { minutes: 60 }).with({ label: 'Berjalan' })],
      'kali',
    ),
  ],
]

const failures = ({ functions }: Monitored): IWidget[][] => [
  [heading('Kesalahan', 'Bagian mana yang gagal, dan apakah ada pekerjaan yang tertinggal?')],
  [
    graph(
      'Kesalahan tiap fungsi',
      functions.flatMap((of) => [
        ofFunction(of, 'Errors').with({ label: of.name }),
        of.errorLines.with({ label: `${of.name} (log)` }),
      ]),
      'kesalahan',
    ),
    graph(
      'Antrean kegagalan (seharusnya kosong)',
      functions.flatMap(({ name, failures }) =>
        failures ? [failures.metricApproximateNumberOfMessagesVisible().with({ label: name })] : [],
      ),
      'pesan',
    ),
  ],
  [
    graph(
      'Ketinggalan pembaca perubahan',
      functions
        .filter(({ invokedBy }) => invokedBy === 'stream')
        .map((of) =>
          ofFunction(of, 'IteratorAge', { statistic: Stats.MAXIMUM }).with({ label: of.name }),
        ),
      'milidetik',
    ),
  ],
]
