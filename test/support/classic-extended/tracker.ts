import {
  boolean,
  date,
  defineSchema,
  defineTracker,
  integer,
  interval,
  issueClass,
  multilink,
  number,
  password,
  string,
} from 'muster-tracker/tracker'
import classic from '../../../trackers/classic/tracker.ts'
import { schema as classicSchema } from '../../../trackers/classic/schema.ts'

const { classes } = classicSchema

/** Classic with every type of property on its issues: the schema of the sample export. */
const schema = defineSchema({
  ...classes,
  issue: issueClass({
    ...classes.issue.properties,
    due: date(),
    estimate: interval(),
    effort: number({ double: true }),
    votes: integer(),
    blocked: boolean(),
    secret: password(),
    notes: string({ indexed: true, quiet: true }),
    dependson: multilink('issue', { reverse: 'blocks' }),
  }),
})

export default defineTracker({
  ...classic,
  title: 'Classic tracker, extended',
  schema,
  seed: { ...classic.seed },
} as never)
