import { HIDDEN } from '../schema/read-query.ts'
import type { Cell, LinkCell } from '../schema/read-query.ts'
import type { PropertySchema } from '../schema/tracker.ts'
import { printDate } from '../values/date.ts'
import { printInterval } from '../values/interval.ts'
import type { Interval } from '../values/interval.ts'

/** How one line of a CSV file is written from its texts. */
export type WriteLine = (texts: readonly string[]) => string

/** Python's `csv` with every text quoted, as Roundup writes it. */
export const quotedLine: WriteLine = (texts) => `${texts.map(quote).join(',')}\r\n`

/** Python's `csv` with quotes where they are needed, as bugs.python.org wrote it. */
export const plainLine: WriteLine = (texts) => {
  // A line of one empty text would be read as no line at all.
  if (texts.length === 1 && texts[0] === '') return '""\r\n'
  return `${texts.map((text) => (/[",\r\n]/.test(text) ? quote(text) : text)).join(',')}\r\n`
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/** What the name of a linked node is: by class and id. A class that is missing has no names. */
export type Names = ReadonlyMap<string, ReadonlyMap<number, string | null>>
export type WriteCell = (cell: Cell) => string

const UNREADABLE = '[hidden]'

/** A cell of Roundup's `export_csv`: links by name, dates in the reader's zone, nothing for nothing. */
export function namesCell(property: PropertySchema | null, zone: string, names: Names): WriteCell {
  const named = names.get(property?.to ?? '')
  const nameOf = (link: LinkCell): string => (named ? (named.get(link.id) ?? 'None') : String(link.id))
  const isNumber = property?.type === 'number'
  return (cell) => {
    if (cell === null) return ''
    if (cell === HIDDEN) return UNREADABLE
    if (Array.isArray(cell)) {
      const links = cell as readonly LinkCell[]
      return named ? links.map(nameOf).sort(byCodePoint).join(';') : pythonList(links)
    }
    if (cell instanceof Date) return minuteOrDay(printDate(cell, zone))
    if (typeof cell === 'object' && 'label' in cell) return nameOf(cell)
    return plainText(cell, isNumber)
  }
}

/** A cell of `export_csv_id`, and of bugs.python.org's `export_csv`: Python's `str` of what is stored. */
export function idsCell(property: PropertySchema | null, order: 'numbers' | 'texts'): WriteCell {
  const isNumber = property?.type === 'number'
  return (cell) => {
    if (cell === null) return 'None'
    if (cell === HIDDEN) return UNREADABLE
    if (Array.isArray(cell)) return pythonList(cell as readonly LinkCell[], order)
    if (cell instanceof Date) return printDate(cell, '')
    if (typeof cell === 'object' && 'label' in cell) return String(cell.id)
    return plainText(cell, isNumber)
  }
}

function plainText(cell: Cell, isNumber: boolean): string {
  if (typeof cell === 'string') return cell
  if (typeof cell === 'boolean') return cell ? '1' : '0'
  if (typeof cell === 'number') return isNumber ? pythonFloat(cell) : String(cell)
  if (cell instanceof Uint8Array) return Buffer.from(cell).toString('utf8')
  return printInterval(cell as Interval)
}

/** `['9', '11']`; Roundup sorts the texts, bugs.python.org had the numbers in order. */
function pythonList(links: readonly LinkCell[], order: 'numbers' | 'texts' = 'texts'): string {
  const ids = links
    .map(({ id }) => id)
    .sort((a, b) => a - b)
    .map(String)
  return `[${(order === 'texts' ? ids.sort() : ids).map((id) => `'${id}'`).join(', ')}]`
}

/** Python's `repr` of a float: `5.0`, `1e+16`, `1e-05`. */
export function pythonFloat(value: number): string {
  const magnitude = Math.abs(value)
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16))
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
  const text = String(value)
  return Number.isInteger(value) ? `${BigInt(value)}.0` : text
}

/** `2020-02-03.14:05:06` → `2020-02-03 14:05`, and the day alone at midnight. */
function minuteOrDay(printed: string): string {
  const [day, time = ''] = printed.split('.')
  return time.startsWith('00:00') ? day! : `${day} ${time.slice(0, 5)}`
}

/** As Python compares strings. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)]
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = left[index]!.codePointAt(0)! - right[index]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
