import { nearest } from '../values/nearest.ts'
import { settingNames } from './settings.ts'

/** Read by others: the folders themselves, tests, the build of an image, and the start on an older Node. */
const OF_OTHERS = /^MUSTER_(CONFIG_DIR|SECRETS_DIR|TEST_\w+|BUILD_\w+|TRACKER_URI|TRACKER_REF|STARTED_BY_OLDER_NODE)$/
const SERVICE_LINK = /^MUSTER_(\w+_)?(SERVICE_(HOST|PORT)(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/

const BEGINNING = 'MUSTER_'
const known = settingNames.flatMap((name) => [name, `${name}_FILE`])

/** Kubernetes gives each container `MUSTER_PORT=tcp://10.0.0.1:80` and more when a service is called "muster…". */
export function isServiceLink(name: string, text: string): boolean {
  return SERVICE_LINK.test(name) || (name.endsWith('_PORT') && /^(tcp|udp|sctp):\/\//.test(text))
}

/** The sentence for a name that begins like ours and is none, going on from its place; null: it is known. */
export function unknownName(name: string): string | null {
  if (!/^MUSTER_/i.test(name) || known.includes(name) || OF_OTHERS.test(name)) return null
  const similar = similarTo(name.toUpperCase())
  return `is not a setting${similar === null ? '; "muster check" prints all of them' : `, did you mean ${similar}?`}`
}

/** Compared without the beginning that all have in common: it would make everything alike. */
function similarTo(name: string): string | null {
  const rest = nearest(
    name.slice(BEGINNING.length),
    known.map((candidate) => candidate.slice(BEGINNING.length)),
  )
  return rest === null ? null : `${BEGINNING}${rest}`
}

/** For a file, whose name may lack our beginning: `PORT`, `MUSTR_PORT`. Others, like `tls.crt`, are none of ours. */
export function unknownFile(name: string): string | null {
  if (/^MUSTER_/i.test(name)) return unknownName(name)
  if (!/^[A-Z][A-Z_]+$/i.test(name)) return null
  const similar = known.includes(`MUSTER_${name.toUpperCase()}`)
    ? `MUSTER_${name.toUpperCase()}`
    : nearest(name.toUpperCase(), known)
  return similar === null ? null : `is not a setting, did you mean ${similar}?`
}
