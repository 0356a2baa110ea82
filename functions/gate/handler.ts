// The gate: where an agent asks before it acts, starts what was approved, and says how it ended.
import { dispatch } from '#functions/http/dispatch.ts'
import { askQuestion } from './ask-question.ts'
import { describeAgent } from './describe-agent.ts'
import { reportOutcome } from './report-outcome.ts'
import { requestAction } from './request-action.ts'
import { startAction } from './start-action.ts'
import { withdrawAction } from './withdraw-action.ts'

export const handler = dispatch<'gate'>({
  'POST /v1/actions': requestAction,
  'POST /v1/actions/{id}/start': startAction,
  'POST /v1/actions/{id}/outcome': reportOutcome,
  'POST /v1/actions/{id}/withdraw': withdrawAction,
  'POST /v1/questions': askQuestion,
  'GET /v1/agent': describeAgent,
})
