import type { Demo } from 'muster-tracker/tracker'
import { people } from './people.ts'
import { stories as asyncio } from './stories-asyncio.ts'
import { stories as emailHttpSsl } from './stories-email-http-ssl.ts'
import { stories as library } from './stories-library.ts'
import { stories as typing } from './stories-typing.ts'
import { stories as datetimeMath } from './stories-datetime-math.ts'
import { stories as dataFiles } from './stories-data-files.ts'

/** Twelve years of a tracker that never was. */
export const demo: Demo = {
  people,
  stories: [...asyncio, ...emailHttpSsl, ...library, ...typing, ...datetimeMath, ...dataFiles],
}
