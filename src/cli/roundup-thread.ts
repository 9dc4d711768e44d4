import { parentPort, workerData } from 'node:worker_threads'
import { TrackerError } from '../errors.ts'
import type { ExportedClass } from '../roundup/exported-class.ts'
import { RoundupExport } from '../roundup/roundup-export.ts'
import type { ClassEncoder } from '../store/load/node-encoder.ts'
import { NodeEncoder } from '../store/load/node-encoder.ts'
import { Slots } from '../store/load/slots.ts'
import { MAX_ID } from '../values/designator.ts'
import { HashRing } from './hash-ring.ts'
import type { ReadingMessage, ReadingTask } from './roundup-messages.ts'

/* Runs in a thread of its own: reading an export and loading it take about as long, so they go side by side. */

const PROGRESS_NODES = 2000

function tell(message: ReadingMessage): void {
  parentPort!.postMessage(message)
}

function readExport({ directory, classes, memory }: ReadingTask): void {
  const roundup = new RoundupExport(directory, classes)
  const slots = memory && new Slots(memory)
  const encoder = new NodeEncoder(classes.values(), (table, bytes) => {
    // Once something is wrong nothing will be loaded: the rest is read for its faults.
    if (slots && roundup.faults.total === 0) slots.fill(table, bytes, (piece) => tell({ kind: 'piece', piece }))
  })
  const sizes = roundup.classes.map(({ schema, rows, entries }) => ({ name: schema.name, nodes: rows.count, entries }))
  tell({ kind: 'sizes', sizes })
  for (const exported of roundup.classes)
    readClass(roundup, exported, encoder.openClass(exported.schema), slots !== null)
  roundup.close()
  tell({
    kind: 'result',
    result: {
      sizes,
      faults: roundup.faults.listed,
      faultCount: roundup.faults.total,
      lastIds: new Map(roundup.classes.map((exported) => [exported.schema.name, lastId(exported, encoder)])),
      sequence: encoder.sequence,
      kept: encoder.kept,
    },
  })
}

function readClass(roundup: RoundupExport, exported: ExportedClass, encoder: ClassEncoder, isLoaded: boolean): void {
  const { name } = exported.schema
  const contents = contentsOf(roundup, exported, isLoaded)
  let nodes = 0
  for (const node of roundup.nodes(exported)) {
    encoder.write(node, node.row && contents ? contents(node.id) : null)
    if (++nodes % PROGRESS_NODES === 0) tell({ kind: 'progress', className: name, nodes, finished: false })
  }
  encoder.finish()
  tell({ kind: 'progress', className: name, nodes, finished: true })
}

/** Finds the hash of a node's content, and notes those that are missing. Null: the class has no contents. */
function contentsOf(
  roundup: RoundupExport,
  exported: ExportedClass,
  isLoaded: boolean,
): ((id: number) => Uint8Array | null) | null {
  const files = roundup.contentOf(exported)
  if (!files || exported.rows.count === 0) return null
  if (!isLoaded)
    return (id) => {
      if (!files.has(id)) roundup.missingContent(files.nameOf(id))
      return null
    }

  const ids = new Int32Array(new SharedArrayBuffer(exported.rows.count * Int32Array.BYTES_PER_ELEMENT))
  ids.set(exported.rows.ids.subarray(0, exported.rows.count))
  const ring = new HashRing()
  tell({ kind: 'contents', task: { className: exported.schema.name, ids: ids.buffer, ring: ring.memory } })
  let next = 0
  return (id) => {
    // Nodes with a fault are left out, their contents are not.
    while (ids[next] !== id) ring.take(next++)
    const hash = ring.take(next++)
    if (!hash) roundup.missingContent(files.nameOf(id))
    return hash
  }
}

/** The id after which the class goes on counting: its largest, unless that is the last one there is. */
function lastId({ schema, rows }: ExportedClass, { largestIds }: NodeEncoder): number {
  const largest = largestIds.get(schema.name) ?? 0
  if (largest < MAX_ID) return largest
  let at = rows.count - 1
  while (at >= 0 && rows.ids[at] === MAX_ID - (rows.count - 1 - at)) at--
  return at < 0 ? 0 : rows.ids[at]!
}

try {
  readExport(workerData as ReadingTask)
} catch (error) {
  if (!(error instanceof TrackerError)) throw error
  tell({ kind: 'refused', message: error.message })
}
