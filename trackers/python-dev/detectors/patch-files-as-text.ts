import type { Auditor } from 'muster-tracker/tracker'
import { isPlainText, PLAIN_TEXT } from '../../shared-detectors/text-types.ts'
import type { schema } from '../schema.ts'

const SOURCE = /\.(?:diff|patch|py)$/i

/** Patches and Python files are text, whatever the browser that sent them called them. */
export const patchFilesAsText: Auditor<typeof schema, 'file'> = (_context, _file, changes) => {
  if (SOURCE.test(changes.name ?? '')) changes.type = PLAIN_TEXT
}

/** A file of unknown type that reads as text is text. */
export const octetStreamAsText: Auditor<typeof schema, 'file'> = (_context, _file, changes) => {
  if (changes.type !== 'application/octet-stream' || !changes.content) return
  if (isPlainText(changes.content)) changes.type = PLAIN_TEXT
}
