import type { ExportFault } from '../roundup/export-faults.ts'
import type { ClassSchema } from '../schema/tracker.ts'
import type { Piece } from '../store/load/slots.ts'

/** What the thread that reads an export is started with. */
export interface ReadingTask {
  readonly directory: string
  readonly classes: ReadonlyMap<string, ClassSchema>
  /** Where rows go; null: the export is only to be looked through. */
  readonly memory: SharedArrayBuffer | null
}

/** What each of the threads that read contents is started with. */
export interface ContentThreadTask {
  readonly directory: string
  readonly memory: SharedArrayBuffer
  /** It reads every `threads`-th file, from this one on. */
  readonly position: number
  readonly threads: number
}

/** The contents of a class, to be read in this order. */
export interface ContentsTask {
  readonly className: string
  /** An Int32Array of ids. */
  readonly ids: SharedArrayBuffer
  /** Where the hashes go. */
  readonly ring: SharedArrayBuffer
}

export interface ClassSize {
  readonly name: string
  readonly nodes: number
  /** Of its history. */
  readonly entries: number
}

export interface ReadingResult {
  readonly sizes: readonly ClassSize[]
  readonly faults: readonly ExportFault[]
  /** Listed and not. */
  readonly faultCount: number
  /** Of each class, the id after which it goes on counting. */
  readonly lastIds: ReadonlyMap<string, number>
  readonly sequence: number
  /** By reason, what could not stand in its place and went beside it. */
  readonly kept: ReadonlyMap<string, number>
}

/** What the threads tell the main one. The result comes last. */
export type ReadingMessage =
  | { readonly kind: 'sizes'; readonly sizes: readonly ClassSize[] }
  | { readonly kind: 'progress'; readonly className: string; readonly nodes: number; readonly finished: boolean }
  | { readonly kind: 'piece'; readonly piece: Piece }
  | { readonly kind: 'contents'; readonly task: ContentsTask }
  | { readonly kind: 'contents-done' }
  | { readonly kind: 'result'; readonly result: ReadingResult }
  | { readonly kind: 'refused'; readonly message: string }
