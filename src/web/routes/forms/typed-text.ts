import type { FormBody } from '../../../http/form-body.ts'
import type { Tracker } from '../../../schema/tracker.ts'
import { parseFieldName } from './field-name.ts'
import { uploadName } from './upload-name.ts'

/** What a refused form says, for showing it again: by the names of its fields. */
export interface TypedForm {
  readonly typed: ReadonlyMap<string, readonly string[]>
  /** Names of files, which a page can't hand back to a browser. */
  readonly lostFiles: readonly string[]
}

/**
 * Everything that was typed, passwords aside. `:title` is written `title` and `:note` `@note`, as our own forms
 * have it.
 *
 * @param isUntouched  fields that say what they said when the form was made: the page shows those by itself.
 */
export function typedText(
  body: FormBody,
  tracker: Tracker,
  className: string,
  isUntouched: (property: string) => boolean = () => false,
): TypedForm {
  const typed = new Map<string, string[]>()
  const lostFiles: string[] = []
  for (const { name, value } of body) {
    if (typeof value !== 'string') {
      lostFiles.push(uploadName(value))
      continue
    }
    const field = parseFieldName(name, tracker)
    if (!field || field.is === 'required' || field.is === 'confirm') continue
    if ('property' in field && isPassword(tracker, field.item?.className ?? className, field.property)) continue
    if (field.is === 'set' && field.item === null && isUntouched(field.property)) continue
    const shown = field.is === 'set' && field.item === null ? field.property : name.replaceAll(':', '@')
    typed.set(shown, [...(typed.get(shown) ?? []), value])
  }
  return { typed, lostFiles }
}

function isPassword(tracker: Tracker, className: string, property: string): boolean {
  return tracker.classes.get(className)?.properties.get(property)?.type === 'password'
}
