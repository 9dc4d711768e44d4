import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'

/** Files go into folders of a thousand. */
const FOLDER_IDS = 1000
const FIRST_BYTES = 1 << 16

/** The bytes of a class's messages or files: `msg-files/12/msg12345`. */
export class ContentFiles {
  readonly #directory: string
  readonly #className: string
  #buffer = Buffer.allocUnsafe(FIRST_BYTES)

  constructor(exportPath: string, className: string) {
    this.#directory = join(exportPath, `${className}-files`)
    this.#className = className
  }

  /** Below the export's directory. */
  nameOf(id: number): string {
    return `${this.#className}-files/${Math.floor(id / FOLDER_IDS)}/${this.#className}${id}`
  }

  #path(id: number): string {
    return `${this.#directory}/${Math.floor(id / FOLDER_IDS)}/${this.#className}${id}`
  }

  has(id: number): boolean {
    return existsSync(this.#path(id))
  }

  /** The bytes, good until the next call; null when there is no such file. */
  read(id: number): Buffer | null {
    const descriptor = openIfThere(this.#path(id))
    if (descriptor === null) return null
    try {
      return this.#readAll(descriptor)
    } finally {
      closeSync(descriptor)
    }
  }

  #readAll(descriptor: number): Buffer {
    let length = 0
    for (;;) {
      const room = this.#buffer.length - length
      const read = readSync(descriptor, this.#buffer, length, room, null)
      length += read
      if (read < room) return this.#buffer.subarray(0, length)
      const larger = Buffer.allocUnsafe(this.#buffer.length * 2)
      this.#buffer.copy(larger, 0, 0, length)
      this.#buffer = larger
    }
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error
  }
}
