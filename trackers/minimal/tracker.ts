import { defineTracker } from 'muster-tracker/tracker'
import { permissions } from './permissions.ts'
import { schema } from './schema.ts'
import { seed } from './seed.ts'
import { views } from './views.ts'

export default defineTracker({ title: 'Minimal tracker', schema, permissions, seed, detectors: [], views })
