import type { ClassSchema } from '../schema/tracker.ts'
import { ContentFiles } from './content-files.ts'
import type { ExportedClass } from './exported-class.ts'
import type { ExportedNode } from './exported-node.ts'
import type { ExportDirectory } from './export-directory.ts'
import { openExport } from './export-directory.ts'
import { ExportFaults } from './export-faults.ts'
import { IdSet } from './id-set.ts'
import { NodeReader } from './node-reader.ts'

const NO_IDS = new IdSet()

/**
 * A Roundup export, opened for a schema: its nodes class by class, with rows, histories and content.
 * What is wrong with it is collected; a node with a fault is left out.
 */
export class RoundupExport {
  readonly faults = new ExportFaults()
  readonly #directory: ExportDirectory

  /** @throws {TrackerError} invalid, when the directory is no export at all. */
  constructor(path: string, schema: ReadonlyMap<string, ClassSchema>) {
    this.#directory = openExport(path, schema, this.faults)
  }

  close(): void {
    this.#directory.close()
  }

  /** In the order of the schema. */
  get classes(): readonly ExportedClass[] {
    return [...this.#directory.classes.values()]
  }

  readonly idsOf = (className: string): IdSet => this.#directory.classes.get(className)?.ids ?? NO_IDS

  contentOf(exported: ExportedClass): ContentFiles | null {
    return exported.schema.hasContent ? new ContentFiles(this.#directory.path, exported.schema.name) : null
  }

  /** By ascending id. A node is good until the next one is asked for. */
  *nodes(exported: ExportedClass): Generator<ExportedNode, void> {
    const key = exported.schema.key
    const keyIndex = key === null ? -1 : exported.stored.findIndex((property) => property.name === key)
    const taken = new Map<string, number>()
    for (const node of new NodeReader(exported, this.idsOf).nodes()) {
      const value = keyIndex === -1 || !node.row || node.row.retired ? null : node.row.values[keyIndex]
      if (typeof value === 'string') this.#claimKey(exported, key!, value, node.id, taken)
      yield node
    }
    exported.rest()
  }

  /** Names the file, when a message or file of the export has none. */
  missingContent(name: string): void {
    this.faults.add(name, 'the file is missing: an export has the content of each message and file')
  }

  /** Only old data holds two live nodes of one name: PostgreSQL would not let it happen. */
  #claimKey(exported: ExportedClass, key: string, value: string, id: number, taken: Map<string, number>): void {
    const other = taken.get(value)
    taken.set(value, id)
    if (other === undefined) return
    const { name } = exported.schema
    const place = exported.rows.offsets[exported.rows.ids.subarray(0, exported.rows.count).indexOf(id)]!
    exported.fault(
      exported.rowFile,
      place,
      null,
      `${name}${id} has the ${key} ${JSON.stringify(value)} of ${name}${other}, and neither is retired: rename or retire one in Roundup and export again`,
    )
  }
}
