import { Worker } from 'node:worker_threads'
import { TrackerError } from '../errors.ts'
import type { ClassSchema } from '../schema/tracker.ts'
import { Slots } from '../store/load/slots.ts'
import type { ClassSize, ReadingMessage, ReadingResult, ReadingTask } from './roundup-messages.ts'

/** The reading thread's heap; what it needs is a fraction of it, and what it is given it fills before it tidies up. */
const YOUNG_GENERATION_MB = 16

export interface ReadingHandlers {
  /** Takes a piece of a table's rows; null: the export is only looked through. */
  readonly write: ((table: number, bytes: Uint8Array) => Promise<void>) | null
  readonly onSizes: (sizes: readonly ClassSize[]) => void
  readonly onProgress: (className: string, nodes: number, finished: boolean) => void
}

/**
 * Reads an export in a thread of its own, and hands its rows over as they come.
 *
 * @throws {TrackerError} invalid, when the directory is no export. What is wrong inside it is in the result.
 */
export async function readRoundup(
  directory: string,
  classes: ReadonlyMap<string, ClassSchema>,
  handlers: ReadingHandlers,
): Promise<ReadingResult> {
  const slots = handlers.write && new Slots()
  const task: ReadingTask = { directory, classes, memory: slots && slots.memory }
  const worker = new Worker(threadModule(), {
    workerData: task,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  })
  try {
    return await follow(worker, slots, handlers)
  } finally {
    await worker.terminate()
  }
}

/** Beside this module, as source or built. */
function threadModule(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './roundup-thread.ts' : './roundup-thread.js', import.meta.url)
}

function follow(worker: Worker, slots: Slots | null, handlers: ReadingHandlers): Promise<ReadingResult> {
  return new Promise((resolve, reject) => {
    let written = Promise.resolve()
    let hasAnswered = false
    worker.on('error', reject)
    worker.on('exit', (code) => {
      if (!hasAnswered) reject(new Error(`The thread that reads the export ended with ${code}`))
    })
    worker.on('message', (message: ReadingMessage) => {
      switch (message.kind) {
        case 'sizes':
          return handlers.onSizes(message.sizes)
        case 'progress':
          return handlers.onProgress(message.className, message.nodes, message.finished)
        case 'refused':
          hasAnswered = true
          return reject(new TrackerError('invalid', message.message))
        case 'result':
          hasAnswered = true
          return void written.then(() => resolve(message.result), reject)
        case 'piece':
          written = written.then(async () => {
            await handlers.write!(message.piece.table, slots!.view(message.piece))
            slots!.free(message.piece)
          })
          written.catch(reject)
      }
    })
  })
}
