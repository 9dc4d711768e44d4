import { Worker } from 'node:worker_threads'
import { TrackerError } from '../errors.ts'
import type { ClassSchema } from '../schema/tracker.ts'
import { Slots } from '../store/load/slots.ts'
import { PieceQueue } from './piece-queue.ts'
import type {
  ClassSize,
  ContentsTask,
  ContentThreadTask,
  ReadingMessage,
  ReadingResult,
  ReadingTask,
} from './roundup-messages.ts'

/* Heaps of the threads: what they need is a fraction, but what they are given they fill before they tidy up. */
const READER_LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 }
const CONTENT_LIMITS = { maxYoungGenerationSizeMb: 2 }
/** On a disk that is not cached a file takes 0.1 ms to come, on one that is, 0.01 ms. */
const CONTENT_THREADS = 2

export interface ReadingHandlers {
  /** Takes a piece of a table's rows; null: the export is only looked through. */
  readonly write: ((table: number, bytes: Uint8Array) => Promise<void>) | null
  readonly onSizes: (sizes: readonly ClassSize[]) => void
  readonly onProgress: (className: string, nodes: number, finished: boolean) => void
}

/**
 * Reads an export in threads of their own, and hands its rows over as they come.
 *
 * @throws {TrackerError} invalid, when the directory is no export. What is wrong inside it is in the result.
 */
export async function readRoundup(
  directory: string,
  classes: ReadonlyMap<string, ClassSchema>,
  handlers: ReadingHandlers,
): Promise<ReadingResult> {
  const reading = new Reading(directory, classes, handlers)
  try {
    return await reading.result
  } finally {
    await reading.end()
  }
}

class Reading {
  readonly result: Promise<ReadingResult>
  readonly #directory: string
  readonly #handlers: ReadingHandlers
  readonly #queue: PieceQueue | null
  readonly #threads: Worker[] = []
  readonly #contentThreads: Worker[] = []
  /** Classes whose contents are being read, a count for each thread that is at it. */
  #openContents = 0
  #answer: ReadingResult | null = null
  #resolve!: (result: ReadingResult) => void
  #reject!: (error: unknown) => void

  constructor(directory: string, classes: ReadonlyMap<string, ClassSchema>, handlers: ReadingHandlers) {
    this.#directory = directory
    this.#handlers = handlers
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.#queue = handlers.write && new PieceQueue(handlers.write, this.#reject)
    const slots = handlers.write && new Slots()
    const task: ReadingTask = { directory, classes, memory: slots && slots.memory }
    this.#start('roundup-thread', task, slots, READER_LIMITS)
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()))
  }

  #start(
    module: string,
    workerData: ReadingTask | ContentThreadTask,
    slots: Slots | null,
    resourceLimits: object,
  ): Worker {
    const thread = new Worker(besideThis(module), { workerData, resourceLimits })
    this.#threads.push(thread)
    thread.on('error', this.#reject)
    thread.on('message', (message: ReadingMessage) => this.#take(message, slots))
    thread.on('exit', (code) => {
      if (!this.#answer) this.#reject(new Error(`A thread that reads the export ended with ${code}`))
    })
    return thread
  }

  #take(message: ReadingMessage, slots: Slots | null): void {
    switch (message.kind) {
      case 'sizes':
        return this.#handlers.onSizes(message.sizes)
      case 'progress':
        return this.#handlers.onProgress(message.className, message.nodes, message.finished)
      case 'piece':
        return this.#queue!.push(slots!, message.piece)
      case 'contents':
        return this.#readContents(message.task)
      case 'contents-done':
        this.#openContents--
        return this.#answerWhenDone()
      case 'refused':
        return this.#reject(new TrackerError('invalid', message.message))
      case 'result':
        this.#answer = message.result
        return this.#answerWhenDone()
    }
  }

  #readContents(task: ContentsTask): void {
    while (this.#contentThreads.length < CONTENT_THREADS) {
      const slots = new Slots()
      const position = this.#contentThreads.length
      const own: ContentThreadTask = {
        directory: this.#directory,
        memory: slots.memory,
        position,
        threads: CONTENT_THREADS,
      }
      this.#contentThreads.push(this.#start('content-thread', own, slots, CONTENT_LIMITS))
    }
    this.#openContents += CONTENT_THREADS
    for (const thread of this.#contentThreads) thread.postMessage(task)
  }

  #answerWhenDone(): void {
    const answer = this.#answer
    if (!answer || this.#openContents > 0) return
    const written = this.#queue ? this.#queue.drained() : Promise.resolve()
    void written.then(() => this.#resolve(answer))
  }
}

/** A thread's module, as source or built. */
function besideThis(module: string): URL {
  return new URL(`./${module}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
}
