import type { FastifyInstance, FastifyRequest } from 'fastify'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import { TrackerError } from '../errors.ts'

/** A file of a form. */
export interface Upload {
  /** As the browser named it; may hold a path of the sender's machine. */
  readonly fileName: string
  readonly type: string
  readonly bytes: Buffer
  /** Why it can't be taken, as a sentence; the rest of the form is there all the same, and can be shown again. */
  readonly refusal?: string
}
export interface FormEntry {
  readonly name: string
  readonly value: string | Upload
}
/** In the order of the form: some of Roundup's variables only hold for what follows them. */
export type FormBody = readonly FormEntry[]

const MB = 1_000_000
const MAX_FIELD_BYTES = MB
const MAX_FILE_BYTES = 50 * MB
/** Of a whole form, since all of it is in memory until it is stored. */
const MAX_BODY_BYTES = 60 * MB
const MAX_FIELDS = 1_000
const MAX_FILES = 20

/** Lets routes of this scope read forms with {@link readForm}. */
export async function acceptForms(scope: FastifyInstance): Promise<void> {
  // Fastify reads these by itself: such a body would pass for a form without fields, and look as if it were saved.
  scope.removeContentTypeParser(['application/json', 'text/plain'])
  await scope.register(formbody, { bodyLimit: MAX_FIELD_BYTES, parser: (text) => new URLSearchParams(text) as never })
  await scope.register(multipart, {
    throwFileSizeLimit: false,
    limits: {
      fieldNameSize: 200,
      fieldSize: MAX_FIELD_BYTES,
      fields: MAX_FIELDS,
      files: MAX_FILES,
      fileSize: MAX_FILE_BYTES,
      parts: MAX_FIELDS + MAX_FILES,
    },
  })
}

/**
 * Reads a form that was sent as `multipart/form-data` or URL-encoded.
 *
 * @throws {TrackerError} invalid, with the limit that was passed.
 */
export async function readForm(request: FastifyRequest): Promise<FormBody> {
  if (request.body instanceof URLSearchParams)
    return withinLimits([...request.body].map(([name, value]) => ({ name, value: unixLines(value) })))
  if (!request.isMultipart()) return []
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge()

  try {
    return withinLimits(await readParts(request))
  } catch (cause) {
    // What the parser throws for a form that ends too early has no status of its own.
    if (cause instanceof Error && cause.message.includes('multipart'))
      throw new TrackerError('invalid', 'The form could not be read to its end', { cause })
    throw cause
  }
}

async function readParts(request: FastifyRequest): Promise<FormEntry[]> {
  const entries: FormEntry[] = []
  let bytes = 0
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const content = await part.toBuffer()
      const upload = { fileName: part.filename ?? '', type: part.mimetype }
      if (part.file.truncated) {
        const refusal = `The file ${upload.fileName} is larger than ${MAX_FILE_BYTES / MB} MB`
        entries.push({ name: part.fieldname, value: { ...upload, bytes: Buffer.alloc(0), refusal } })
        continue
      }
      bytes += content.length
      // A file input that was left empty comes as a nameless file without bytes.
      if (upload.fileName !== '' || content.length > 0)
        entries.push({ name: part.fieldname, value: { ...upload, bytes: content } })
    } else {
      if (part.valueTruncated)
        throw new TrackerError('invalid', `The text of ${part.fieldname} is longer than ${MAX_FIELD_BYTES / MB} MB`)
      const value = unixLines(String(part.value))
      bytes += value.length
      entries.push({ name: part.fieldname, value })
    }
    if (bytes > MAX_BODY_BYTES) throw tooLarge()
  }
  return entries
}

function withinLimits(entries: FormEntry[]): FormBody {
  if (entries.length > MAX_FIELDS) throw new TrackerError('invalid', `A form has ${MAX_FIELDS} fields at most`)
  return entries
}

function tooLarge(): TrackerError {
  return new TrackerError('invalid', `A form with its files is ${MAX_BODY_BYTES / MB} MB at most`)
}

/** Forms send CRLF; texts are kept with the line ends of everything else. */
function unixLines(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text
}
