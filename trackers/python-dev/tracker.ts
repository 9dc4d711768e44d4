import { defineTracker } from 'muster-tracker/tracker'
import { permissions } from './permissions.ts'
import { schema } from './schema.ts'
import { seed } from './seed.ts'

export default defineTracker({
  title: 'Python tracker',
  schema,
  permissions,
  seed,
  detectors: [],
  nosy: { addAuthor: 'yes', addRecipients: 'new' },
  csv: 'ids',
})
