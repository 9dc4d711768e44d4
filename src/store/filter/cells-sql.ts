import { HIDDEN } from '../../schema/read-query.ts'
import type { Cell, LinkCell } from '../../schema/read-query.ts'
import { readInterval } from '../../values/interval.ts'
import { FALSE, join, part, raw, TRUE } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { labelsSql } from './labels-sql.ts'
import { pathSql } from './path-sql.ts'
import type { PathSql } from './path-sql.ts'
import type { Scope } from './scope.ts'

/** A row as the driver gives it. */
export type RawRow = Readonly<Record<string, unknown>>
/** Id → what a link to that node shows, and its place among its like. */
type LinkedNodes = ReadonlyMap<number, { readonly cell: LinkCell; readonly rank: number }>
/** By class. */
export type Labels = ReadonlyMap<string, LinkedNodes>
type Decode = (row: RawRow, labels: Labels) => Cell

/** The columns of a page: what its statement selects for them, and how a row of the answer becomes cells. */
export class PageCells {
  readonly #scope: Scope
  /** Terms of the select over the page's nodes, as `… as c0`. */
  readonly #terms: Fragment[] = []
  /** Terms of the statement's answer. */
  readonly #answers: string[] = []
  readonly #aliases = new Map<string, string>()
  /** Class → selects of the ids whose labels the page needs. */
  readonly #linked = new Map<string, Fragment[]>()
  /** Classes of which several nodes stand in one cell, so that their order matters. */
  readonly #ordered = new Set<string>()
  readonly #decoders: readonly Decode[]

  constructor(scope: Scope, columns: readonly (readonly string[])[]) {
    this.#scope = scope
    this.#decoders = columns.map((path) => this.#column(path))
  }

  /** `, … as c0, … as c1` */
  get terms(): Fragment {
    return join([raw(''), ...this.#terms], ', ')
  }

  /** `, p.c0, …, l0, …`: of each linked class one JSON array of [id, label, retired] in the first row. */
  get answers(): Fragment {
    const labels = [...this.#linked].map(([className, sources], index) => {
      const select = labelsSql(this.#scope.compilation, className, sources, this.#ordered.has(className))
      return part`case when p._n = 1 then (${select}) end as ${raw(`l${index}`)}`
    })
    return join([raw(''), ...this.#answers.map(raw), ...labels], ', ')
  }

  cells(row: RawRow, labels: Labels): Cell[] {
    const cells = new Array<Cell>(this.#decoders.length)
    for (let index = 0; index < cells.length; index++) cells[index] = this.#decoders[index]!(row, labels)
    return cells
  }

  labels(firstRow: RawRow): Labels {
    const labels = new Map<string, LinkedNodes>()
    let index = 0
    for (const className of this.#linked.keys()) {
      const ofClass = new Map<number, { cell: LinkCell; rank: number }>()
      const triples = (firstRow[`l${index++}`] ?? []) as [number, string | null, boolean][]
      for (const [id, label, retired] of triples) ofClass.set(id, { cell: { id, label, retired }, rank: ofClass.size })
      labels.set(className, ofClass)
    }
    return labels
  }

  #column(path: readonly string[]): Decode {
    const read = pathSql(this.#scope, path)
    if (read.may === FALSE) return () => HIDDEN
    const decode = this.#decode(read)
    if (read.may === TRUE) return decode
    const seen = this.#select(read.may)
    return (row, labels) => (row[seen] === true ? decode(row, labels) : HIDDEN)
  }

  #decode({ value, holds, to }: PathSql): Decode {
    if (holds === 'links') return this.#links(this.#select(value, '::text'), to!)
    const alias = this.#select(value)
    if (holds === 'link') return this.#link(alias, to!)
    if (holds === 'interval') return (row) => (row[alias] === null ? null : readInterval(row[alias] as string))
    return (row) => row[alias] as Cell
  }

  #link(alias: string, className: string): Decode {
    this.#need(className, raw(`select p.${alias} from page p`))
    return (row, labels) => {
      const id = row[alias] as number | null
      return id === null ? null : (labels.get(className)!.get(id)?.cell ?? { id, label: null, retired: false })
    }
  }

  #links(alias: string, className: string): Decode {
    this.#need(className, raw(`select unnest(p.${alias}) from page p`))
    this.#ordered.add(className)
    return (row, labels) => linkCells((row[alias] ?? '{}') as string, labels.get(className)!)
  }

  /** The alias of an expression in the answer; the same text is selected once. */
  #select(expression: Fragment, cast = ''): string {
    const key = expression.values.length === 0 ? expression.texts[0]! : null
    const known = key === null ? undefined : this.#aliases.get(key)
    if (known) return known
    const alias = `c${this.#terms.length}`
    this.#terms.push(part`${expression} as ${raw(alias)}`)
    this.#answers.push(cast ? `p.${alias}${cast} as ${alias}` : `p.${alias}`)
    if (key !== null) this.#aliases.set(key, alias)
    return alias
  }

  #need(className: string, source: Fragment): void {
    this.#linked.set(className, [...(this.#linked.get(className) ?? []), source])
  }
}

/** Of an array as PostgreSQL writes it, `{3,1}`, in the linked class's order. */
function linkCells(array: string, labels: LinkedNodes): readonly LinkCell[] {
  if (array.length <= 2) return []
  const ids = array.slice(1, -1).split(',').map(Number)
  if (ids.length > 1) ids.sort((a, b) => labels.get(a)!.rank - labels.get(b)!.rank)
  return ids.map((id) => labels.get(id)!.cell)
}
