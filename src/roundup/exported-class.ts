import { basename } from 'node:path'
import type { ClassSchema, PropertySchema } from '../schema/tracker.ts'
import type { Header } from './class-columns.ts'
import { readHeader, storedProperties } from './class-columns.ts'
import { CsvCells } from './csv-cells.ts'
import type { ExportFaults } from './export-faults.ts'
import { ExportFile } from './export-file.ts'
import { IdSet } from './id-set.ts'
import { LiteralError } from './literal-error.ts'
import { idOf, idOfCell } from './literal-id.ts'
import { PlaceIndex } from './place-index.ts'
import { LiteralReader } from './python-literal.ts'

/** One class of an export, after a first look: its header is understood, and its rows can be found by id. */
export class ExportedClass {
  readonly schema: ClassSchema
  readonly stored: readonly PropertySchema[]
  readonly ids = new IdSet()
  /** The row of each node. */
  readonly rows = new PlaceIndex()
  /** Stretches of the journal that belong to one node. */
  readonly history = new PlaceIndex()
  /** Entries of the journal. */
  entries = 0
  /** Null: the first line is no header of this class, which is among the faults. */
  header: Header | null = null
  readonly rowFile: ExportFile
  readonly journalFile: ExportFile
  readonly #faults: ExportFaults
  readonly #cells = new CsvCells()
  readonly #literals = new LiteralReader()

  constructor(schema: ClassSchema, rowPath: string, journalPath: string, faults: ExportFaults) {
    this.schema = schema
    this.stored = storedProperties(schema)
    this.rowFile = new ExportFile(rowPath)
    this.journalFile = new ExportFile(journalPath)
    this.#faults = faults
    this.#indexRows()
    this.#indexHistory()
    this.rest()
  }

  /** Between readings: an export has many classes, and each file a window. */
  rest(): void {
    this.rowFile.rest()
    this.journalFile.rest()
  }

  close(): void {
    this.rowFile.close()
    this.journalFile.close()
  }

  fault(file: ExportFile, offset: number, column: number | null, message: string): void {
    const hint = offset === file.unended ? ' (the file ends here: is it cut off?)' : ''
    this.#faults.add(basename(file.path), message + hint, () => file.lineAt(offset), column)
  }

  #indexRows(): void {
    const broken = this.rowFile.eachRow((offset, bytes, start, end) => {
      if (offset === 0) this.#readHeader(bytes, start, end)
      else if (this.header && start < end) this.#indexRow(this.header, offset, bytes, start, end)
    })
    if (this.rowFile.size === 0)
      this.fault(this.rowFile, 0, null, 'the file is empty: its first line should name the columns')
    if (broken !== null) this.#rowWithoutEnd(this.rowFile, broken)
    this.rows.sort()
  }

  #readHeader(bytes: Buffer, start: number, end: number): void {
    const names: string[] = []
    const cells = this.#cells.open(bytes, start, end)
    this.#orFault(this.rowFile, 0, () => {
      while (cells.next()) names.push(cells.bytes.toString('utf8', cells.start, cells.end))
      const header = readHeader(this.schema, names)
      if ('columns' in header) this.header = header
      else for (const message of header) this.fault(this.rowFile, 0, 1, message)
    })
  }

  #indexRow({ idColumn }: Header, offset: number, bytes: Buffer, start: number, end: number): void {
    const cells = this.#cells.open(bytes, start, end)
    this.#orFault(this.rowFile, offset, () => {
      for (let column = 0; column <= idColumn; column++)
        if (!cells.next()) return this.fault(this.rowFile, offset, null, 'the row ends before its id')
      const id = this.#id(this.rowFile, offset)
      if (id === null) return
      if (!this.ids.add(id)) this.fault(this.rowFile, offset, cells.column, `the id ${id} is taken by another row`)
      else this.rows.add(id, offset, end - start)
    })
  }

  #indexHistory(): void {
    const broken = this.journalFile.eachRow((offset, bytes, start, end) => {
      if (start === end) return
      this.entries++
      const cells = this.#cells.open(bytes, start, end)
      this.#orFault(this.journalFile, offset, () => {
        cells.next()
        const id = this.#id(this.journalFile, offset)
        if (id !== null) this.history.extend(id, offset, end - start)
      })
    })
    if (broken !== null) this.#rowWithoutEnd(this.journalFile, broken)
    this.history.sort()
  }

  /** The id in the present cell. */
  #id(file: ExportFile, offset: number): number | null {
    const { bytes, start, end } = this.#cells
    const id = idOfCell(bytes, start, end) ?? idOf(this.#literals.read(bytes, start, end))
    if (id === null || id === 0) {
      this.fault(file, offset, this.#cells.column, "an id is a number from 1 to 2147483647, written '12'")
      return null
    }
    return id
  }

  #rowWithoutEnd(file: ExportFile, offset: number): void {
    this.fault(file, offset, null, 'the quotes of this row are never closed (is the file cut off?)')
  }

  #orFault(file: ExportFile, offset: number, read: () => void): void {
    try {
      read()
    } catch (error) {
      if (!(error instanceof LiteralError)) throw error
      this.fault(file, offset, this.#cells.columnOf(error.at), error.message)
    }
  }
}
