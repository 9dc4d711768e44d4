import { defineTracker } from 'muster-tracker/tracker'
import { detectors } from './detectors/index.ts'
import { permissions } from './permissions.ts'
import { schema } from './schema.ts'
import { seed } from './seed.ts'
import { views } from './views.ts'

export default defineTracker({
  title: 'Python tracker',
  schema,
  permissions,
  seed,
  detectors,
  nosy: { addAuthor: 'yes', addRecipients: 'new', messagesToAuthor: 'yes' },
  csv: 'ids',
  views,
  demo: async () => (await import('./demo/index.ts')).demo,
})
