import { detectorsFor } from 'muster-tracker/tracker'
import { schema } from '../schema.ts'
import { assignByArea } from './assign-by-area.ts'
import { closeWithAnswer } from './close-with-answer.ts'
import { followAssignee } from './follow-assignee.ts'

const { audit, react } = detectorsFor(schema)

export const detectors = [
  audit('issue', 'create', assignByArea),
  audit('issue', 'set', closeWithAnswer),
  react('issue', ['create', 'set'], followAssignee),
]
