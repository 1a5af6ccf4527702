import {
  GraphWidget,
  type IMetric,
  type IWidget,
  type Metric,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch'

/** Of 24 columns. */
const half = 12

/** Begins a row: what it is about, and the question that it answers. */
export const heading = (title: string, question: string): IWidget =>
  new TextWidget({ markdown: `## ${title}\n${question}`, width: 24, height: 2 })

/** Lines over the time that the page shows. */
export const graph = (title: string, left: readonly IMetric[], unit: string): IWidget =>
  new GraphWidget({
    title,
    left: [...left],
    width: half,
    leftYAxis: { label: unit, min: 0, showUnits: false },
  })

/** One number each, over all the time that the page shows. */
export const numbers = (title: string, metrics: readonly Metric[]): IWidget =>
  new SingleValueWidget({
    title,
    metrics: [...metrics],
    setPeriodToTimeRange: true,
    width: half,
    height: 6,
  })
