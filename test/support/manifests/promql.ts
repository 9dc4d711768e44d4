import { parser } from '@prometheus-io/lezer-promql'

/** What an expression asks for: a metric, and the labels that it has to have. */
export interface Selector {
  readonly metric: string
  /** By label; null where it is no plain value, but a pattern or its opposite. */
  readonly labels: ReadonlyMap<string, string | null>
}

/**
 * The series that a PromQL expression reads.
 *
 * @throws {SyntaxError} with the place of what can't be read.
 */
export function selectorsOf(expression: string): Selector[] {
  const found: { metric: string; labels: Map<string, string | null> }[] = []
  let label = ''
  parser.parse(expression).iterate({
    enter: ({ type, from, to }) => {
      const text = expression.slice(from, to)
      if (type.isError) throw new SyntaxError(`"${expression}" can't be read at "${expression.slice(from, from + 20)}"`)
      if (type.name === 'Identifier') found.push({ metric: text, labels: new Map() })
      if (type.name === 'LabelName') label = text
      if (type.name === 'EqlSingle') found.at(-1)!.labels.set(label, '')
      if (type.name !== 'StringLiteral') return
      const { labels } = found.at(-1)!
      labels.set(label, labels.has(label) ? text.slice(1, -1) : null)
    },
  })
  return found
}

/** Series of an exposition in Prometheus' text format. */
function seriesOf(exposition: string): Selector[] {
  return [...exposition.matchAll(/^([a-z_]\w*)(?:\{(.*)\})? /gm)].map(([, metric, labels = '']) => ({
    metric: metric!,
    labels: new Map([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!])),
  }))
}

/** Labels that Prometheus gives each target. */
const OF_THE_TARGET = ['namespace', 'service', 'pod', 'instance', 'job']

/** What an expression asks for and the exposition has not, as sentences. */
export function missingSeries(expression: string, exposition: string): string[] {
  const there = seriesOf(exposition)
  return selectorsOf(expression).flatMap(({ metric, labels }) => {
    // Prometheus makes it itself, of whether it could ask.
    if (metric === 'up') return []
    const series = there.filter((one) => one.metric === metric)
    if (series.length === 0) return [`there is no ${metric}`]
    return [...labels]
      .filter(([label]) => !OF_THE_TARGET.includes(label))
      .filter(
        ([label, value]) =>
          !series.some((one) => one.labels.has(label) && [null, one.labels.get(label)].includes(value)),
      )
      .map(([label, value]) => `there is no ${metric} with ${label}${value === null ? '' : `="${value}"`}`)
  })
}
