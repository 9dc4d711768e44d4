import type { FoundText } from './read-settings.ts'
import { readValue } from './read-file.ts'
import type { SettingName } from './settings.ts'
import { settingOf } from './settings.ts'

/** Where a connection leads and what it says who it is. */
export interface DatabaseAddress {
  readonly url: string
  /** null: the one in the address, if there is one. */
  readonly password: string | null
}

/**
 * Asked at each new connection. What came from a file is read again: Kubernetes writes a Secret that was changed
 * into its mounted file, and a password that was rotated is taken up without a restart. A file that can't be read
 * or holds nothing that would do leaves what was read before.
 */
export type DatabaseAccess = () => DatabaseAddress

type UrlName = 'MUSTER_DATABASE_URL' | 'MUSTER_DATABASE_DIRECT_URL'

export function databaseAccess(
  found: ReadonlyMap<SettingName, FoundText>,
  urlName: UrlName,
  values: { readonly [Name in UrlName | 'MUSTER_DATABASE_PASSWORD']: string | null },
): DatabaseAccess | null {
  const first = values[urlName]
  if (first === null) return null
  const url = rereading(urlName, found.get(urlName), first)
  const password = rereading('MUSTER_DATABASE_PASSWORD', found.get('MUSTER_DATABASE_PASSWORD'), null)
  return () => ({ url: url()!, password: password() })
}

function rereading(name: SettingName, found: FoundText | undefined, otherwise: string | null): () => string | null {
  let latest = found?.text ?? otherwise
  const file = found?.file
  if (!file) return () => latest
  return () => {
    try {
      const text = readValue(name, file)
      settingOf(name).parse(text)
      latest = text
    } catch {
      // Written to at this moment, or wrong: the refusal of PostgreSQL, if there is one, is what gets logged.
    }
    return latest
  }
}
