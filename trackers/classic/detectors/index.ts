import { detectorsFor } from 'muster-tracker/tracker'
import { messageSummary } from '../../shared-detectors/message-summary.ts'
import { tellNosy } from '../../shared-detectors/tell-nosy.ts'
import { userAuditor } from '../../shared-detectors/user-auditor.ts'
import { schema } from '../schema.ts'
import { chatting, presetUnread } from './status-auditor.ts'
import { updateNosy } from './update-nosy.ts'

const { audit, react } = detectorsFor(schema)

export const detectors = [
  audit('issue', 'create', presetUnread),
  audit('issue', 'set', chatting),
  audit('issue', ['create', 'set'], updateNosy),
  audit('msg', 'create', messageSummary),
  audit('user', ['create', 'set'], userAuditor),
  react('issue', ['create', 'set'], tellNosy),
]
