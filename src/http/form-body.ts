import type { FastifyInstance, FastifyRequest } from 'fastify'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import { TrackerError } from '../errors.ts'
import { MAX_BODY_BYTES, MAX_FIELDS, MAX_FILE_BYTES, MAX_FILES, MAX_READ_BYTES } from './form-limits.ts'
import { MAX_TEXT_BYTES, MB, TooLarge } from './form-limits.ts'

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
  /** Why a text can't be taken, as a sentence; what there is of it can be shown again. */
  readonly refusal?: string
}
/** In the order of the form: some of Roundup's variables only hold for what follows them. */
export type FormBody = readonly FormEntry[]

const LIMITS: Readonly<Record<string, string>> = {
  FST_PARTS_LIMIT: `A form has ${MAX_FIELDS} fields at most`,
  FST_FIELDS_LIMIT: `A form has ${MAX_FIELDS} fields at most`,
  FST_FILES_LIMIT: `A form takes ${MAX_FILES} files at most: attach the others by another one`,
}

/** Lets routes of this scope read forms with {@link readForm}. */
export async function acceptForms(scope: FastifyInstance): Promise<void> {
  // Fastify reads these by itself: such a body would pass for a form without fields, and look as if it were saved.
  scope.removeContentTypeParser(['application/json', 'text/plain'])
  await scope.register(formbody, { bodyLimit: MAX_READ_BYTES, parser: (text) => new URLSearchParams(text) as never })
  await scope.register(multipart, {
    throwFileSizeLimit: false,
    limits: {
      fieldNameSize: 200,
      fieldSize: MAX_READ_BYTES,
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
 * @throws {TooLarge} when the body as a whole is.
 * @throws {TrackerError} invalid, with the limit that was passed.
 */
export async function readForm(request: FastifyRequest): Promise<FormBody> {
  if (request.body instanceof URLSearchParams)
    return withinLimits([...request.body].map(([name, value]) => textEntry(name, value, false)))
  if (!request.isMultipart()) return []
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw new TooLarge()

  try {
    return withinLimits(await readParts(request))
  } catch (cause) {
    // What the parser throws for a form that ends too early has no status of its own.
    if (cause instanceof Error && cause.message.includes('multipart'))
      throw new TrackerError('invalid', 'The form could not be read to its end', { cause })
    const limit = LIMITS[(cause as { code?: string }).code ?? '']
    throw limit === undefined ? cause : new TrackerError('invalid', limit, { cause })
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
      const text = String(part.value)
      const entry = textEntry(part.fieldname, text, part.valueTruncated)
      bytes += text.length
      entries.push(entry)
    }
    if (bytes > MAX_BODY_BYTES) throw new TooLarge()
  }
  return entries
}

function withinLimits(entries: FormEntry[]): FormBody {
  if (entries.length > MAX_FIELDS) throw new TrackerError('invalid', `A form has ${MAX_FIELDS} fields at most`)
  return entries
}

function textEntry(name: string, sent: string, isCut: boolean): FormEntry {
  const value = unixLines(sent)
  if (!isCut && Buffer.byteLength(value) <= MAX_TEXT_BYTES) return { name, value }
  const rest = isCut ? `, and only its first ${MAX_READ_BYTES / MB} MB came through` : ''
  return {
    name,
    // The cut may be in the middle of a character.
    value: isCut ? value.replace(/\uFFFD$/, '') : value,
    refusal: `The text is longer than ${MAX_TEXT_BYTES / MB} MB${rest}: shorten it, or attach it as a file`,
  }
}

/** Forms send CRLF; texts are kept with the line ends of everything else. */
function unixLines(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text
}
