import type { Upload } from '../../../http/form-body.ts'

const MAX_NAME = 255
const BY_EXTENSION: Readonly<Record<string, string>> = {
  c: 'text/x-csrc',
  css: 'text/css',
  csv: 'text/csv',
  diff: 'text/x-patch',
  gif: 'image/gif',
  h: 'text/x-chdr',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  log: 'text/plain',
  md: 'text/markdown',
  patch: 'text/x-patch',
  pdf: 'application/pdf',
  png: 'image/png',
  py: 'text/x-python',
  rst: 'text/x-rst',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  webp: 'image/webp',
  xml: 'text/xml',
  zip: 'application/zip',
}
const UNKNOWN = 'application/octet-stream'
const MIME_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*(?:;.*)?$/i

/** The name alone: some browsers send the path it has on the sender's machine. */
export function uploadName({ fileName }: Upload): string {
  const name = fileName.split(/[\\/]/).at(-1)!
  // oxlint-disable-next-line no-control-regex -- those are what has to go
  return name.replaceAll(/[\u0000-\u001f\u007f]/g, '').slice(0, MAX_NAME) || 'unnamed'
}

/** As the browser says; where it does not know, as the name says. */
export function uploadType(upload: Upload): string {
  const type = upload.type.split(';')[0]!.trim().toLowerCase()
  if (type !== UNKNOWN && MIME_TYPE.test(type)) return type
  const extension = /\.([A-Za-z0-9]+)$/.exec(upload.fileName)?.[1]?.toLowerCase()
  return BY_EXTENSION[extension ?? ''] ?? UNKNOWN
}
