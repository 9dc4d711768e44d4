import { parser } from '@prometheus-io/lezer-promql'

/**
 * The metrics that a PromQL expression reads.
 *
 * @throws {SyntaxError} with the place of what can't be read.
 */
export function metricsOf(expression: string): string[] {
  const names = new Set<string>()
  parser.parse(expression).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) throw new SyntaxError(`"${expression}" can't be read at "${expression.slice(from, from + 20)}"`)
      if (type.name === 'Identifier') names.add(expression.slice(from, to))
    },
  })
  return [...names].toSorted()
}
