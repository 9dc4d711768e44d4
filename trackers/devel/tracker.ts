import { defineTracker } from 'muster-tracker/tracker'
import { permissions } from './permissions.ts'
import { schema } from './schema.ts'
import { seed } from './seed.ts'

export default defineTracker({ title: 'Development tracker', schema, permissions, seed, detectors: [], views: { mainClass: 'bug' } })
