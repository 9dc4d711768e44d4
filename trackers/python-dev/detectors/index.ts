import { detectorsFor } from 'muster-tracker/tracker'
import { messageSummary } from '../../shared-detectors/message-summary.ts'
import { noHtmlFiles } from '../../shared-detectors/text-types.ts'
import { schema } from '../schema.ts'
import { addCreator } from './add-creator.ts'
import { autoassign } from './autoassign.ts'
import { autonosy } from './autonosy.ts'
import { blockClosing } from './block-closing.ts'
import { countNosyAndMessages } from './count-nosy-and-messages.ts'
import { defaultValues } from './default-values.ts'
import { notItself } from './not-itself.ts'
import { octetStreamAsText, patchFilesAsText } from './patch-files-as-text.ts'
import { patchKeyword } from './patch-keyword.ts'
import { pullRequestNumber, uniquePullRequests } from './pull-request-number.ts'
import { pullRequestStage } from './pull-request-stage.ts'
import { reopenPending } from './reopen-pending.ts'
import { resolveStage } from './resolve-stage.ts'
import { titleLength } from './title-length.ts'
import { tellNosy } from './tell-nosy.ts'
import { updateNosy } from './update-nosy.ts'
import { userAuditor } from './user-auditor.ts'

const { audit, react } = detectorsFor(schema)
const written = ['create', 'set'] as const

/** Who is on the nosy list depends on the assignee, and the counts on everything before. */
const AFTER_ASSIGNING = 105
const AFTER_NOSY = 110
const LAST = 120

export const detectors = [
  audit('issue', 'create', defaultValues),
  audit('issue', written, titleLength),
  audit('issue', 'set', notItself),
  audit('issue', written, autoassign),
  audit('issue', written, autonosy),
  audit('issue', 'set', blockClosing),
  audit('issue', 'set', resolveStage),
  audit('issue', 'set', pullRequestStage),
  audit('issue', written, patchKeyword),
  audit('issue', 'set', reopenPending),
  audit('issue', written, uniquePullRequests),
  audit('issue', written, updateNosy, { priority: AFTER_ASSIGNING }),
  audit('issue', 'create', addCreator, { priority: AFTER_NOSY }),
  audit('issue', written, countNosyAndMessages, { priority: LAST }),

  audit('msg', 'create', messageSummary),
  audit('file', 'create', octetStreamAsText),
  audit('file', 'create', patchFilesAsText),
  audit('file', written, noHtmlFiles),
  audit('pull_request', written, pullRequestNumber),
  audit('user', written, userAuditor),

  react('issue', written, tellNosy),
]
