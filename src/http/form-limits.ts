export const MB = 1_000_000
/** Of one text, in UTF-8: PostgreSQL's search takes no longer one, and nobody types it. */
export const MAX_TEXT_BYTES = 1 * MB
/** What is read of a text that is too long, so that it can be shown again; of a form without files, all of it. */
export const MAX_READ_BYTES = 4 * MB
export const MAX_FILE_BYTES = 50 * MB
/** Of a whole form, since all of it is in memory until it is stored. */
export const MAX_BODY_BYTES = 60 * MB
export const MAX_FIELDS = 1_000
export const MAX_FILES = 20

/** A body that is refused by its size, unread. */
export class TooLarge extends Error {
  readonly statusCode = 413

  constructor() {
    super(
      `The form is too large: with its files it may be ${MAX_BODY_BYTES / MB} MB, without files (URL-encoded) ${MAX_READ_BYTES / MB} MB, and each file ${MAX_FILE_BYTES / MB} MB. Send less, or in several steps.`,
    )
  }
}
