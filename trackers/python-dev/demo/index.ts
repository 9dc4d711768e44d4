import type { Demo } from 'muster-tracker/tracker'
import { people } from './people.ts'
import { stories as asyncio } from './stories-asyncio.ts'
import { stories as typing } from './stories-typing.ts'

/** Twelve years of a tracker that never was. */
export const demo: Demo = {
  people,
  stories: [...asyncio, ...typing],
}
