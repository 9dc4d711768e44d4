/** Kinds of images that hold no script. */
const SAFE_IMAGES = new Set(['image/png', 'image/gif', 'image/jpeg', 'image/webp'])
/** What people read as text and send each other: patches, sources, logs. */
const TEXTS = /^text\/(?:plain|markdown|csv|x-[a-z0-9.+-]+)$/
const NAMED_IN_HEADERS =
  /^(?:application\/(?:pdf|zip|gzip|x-gzip|x-tar|x-bzip2|x-xz|x-7z-compressed|json)|(?:audio|video)\/[a-z0-9.-]+)$/

export function isSafeImage(type: string | null): boolean {
  return SAFE_IMAGES.has(essence(type))
}

/** Also what has no type: Roundup's messages have none. */
export function isText(type: string | null): boolean {
  return type === null || type === '' || TEXTS.test(essence(type))
}

export interface ServedAs {
  readonly type: string
  /** Shown in the browser; all else is saved. */
  readonly isInline: boolean
}

/**
 * How bytes of a stored type go out. Whatever somebody uploaded, it never runs on the tracker's origin: text is plain
 * text, images are of kinds that hold no script, and the rest is saved to a file.
 */
export function servedAs(stored: string | null): ServedAs {
  const type = essence(stored)
  if (isText(stored)) return { type: 'text/plain; charset=utf-8', isInline: true }
  if (SAFE_IMAGES.has(type)) return { type, isInline: true }
  return { type: NAMED_IN_HEADERS.test(type) ? type : 'application/octet-stream', isInline: false }
}

function essence(type: string | null): string {
  return (type ?? '').split(';')[0]!.trim().toLowerCase()
}
