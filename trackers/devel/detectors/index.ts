import { detectorsFor } from 'muster-tracker/tracker'
import { messageSummary } from '../../shared-detectors/message-summary.ts'
import { noHtmlFiles } from '../../shared-detectors/text-types.ts'
import { tellNosy } from '../../shared-detectors/tell-nosy.ts'
import { userAuditor } from '../../shared-detectors/user-auditor.ts'
import { schema } from '../schema.ts'
import { updateBugNosy, updateMilestoneNosy, updateTaskNosy } from './update-nosy.ts'

const { audit, react } = detectorsFor(schema)

export const detectors = [
  audit('bug', ['create', 'set'], updateBugNosy),
  audit('task', ['create', 'set'], updateTaskNosy),
  audit('milestone', ['create', 'set'], updateMilestoneNosy),
  audit('msg', 'create', messageSummary),
  audit('file', ['create', 'set'], noHtmlFiles),
  audit('patch', ['create', 'set'], noHtmlFiles),
  audit('user', ['create', 'set'], userAuditor),
  react('bug', ['create', 'set'], tellNosy),
  react('task', ['create', 'set'], tellNosy),
  react('milestone', ['create', 'set'], tellNosy),
]
