import { parentPort, workerData } from 'node:worker_threads'
import { ContentFiles } from '../roundup/content-files.ts'
import { ContentEncoder } from '../store/load/content-encoder.ts'
import { Slots } from '../store/load/slots.ts'
import { HashRing } from './hash-ring.ts'
import type { ContentsTask, ContentThreadTask, ReadingMessage } from './roundup-messages.ts'

/* One of a few threads that read message and file contents: a file costs a wait for the disk, and they wait side by side. */

const { directory, memory, position, threads } = workerData as ContentThreadTask
const slots = new Slots(memory)
const encoder = new ContentEncoder((table, bytes) =>
  slots.fill(table, bytes, (piece) => parentPort!.postMessage({ kind: 'piece', piece } satisfies ReadingMessage)),
)

parentPort!.on('message', ({ className, ids: shared, ring: ringMemory }: ContentsTask) => {
  const ids = new Int32Array(shared)
  const ring = new HashRing(ringMemory)
  const files = new ContentFiles(directory, className)
  for (let index = position; index < ids.length; index += threads) {
    const bytes = files.read(ids[index]!)
    ring.put(index, bytes && encoder.write(bytes))
  }
  encoder.finish()
  parentPort!.postMessage({ kind: 'contents-done' } satisfies ReadingMessage)
})
