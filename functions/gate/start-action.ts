// `POST /v1/actions/{id}/start`: the moment of execution, judged again with the facts of now, and good for once.
import { action } from '#domain/action/action.ts'
import { approvalFact } from '#domain/action/quorum.ts'
import type { ActionState } from '#domain/action/state.ts'
import { momentOf } from '#domain/posture.ts'
import { StartBody } from '#functions/contracts/actions.ts'
import { authenticate } from '#functions/http/authenticate.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { readBody } from '#functions/http/json-body.ts'
import { actionIdOf, ownAction } from '#functions/http/own-action.ts'
import { Problem } from '#functions/http/problem.ts'
import { judge } from '#policies/authorize.ts'
import { actionDigest, canonicalHash } from '#store/kernel/canonical.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { pausedRuns } from '#store/limits/runs.ts'
import { unlessPaused } from './guard-run.ts'

export const startAction = async (event: HttpEvent) => {
  const { caller, posture } = await authenticate(event.headers, 'agent')
  const { params, resolved } = readBody(event, StartBody)
  const resolvedDigest = resolved && canonicalHash(resolved)
  const now = new Date().toISOString()
  const { agent: name, owner, environment } = caller
  const stopped = await pausedRuns(name, now)

  const startWith = (state: ActionState) => {
    const { request, approval } = ownAction(state, name)
    const digest = actionDigest({ agent: name, tool: request.tool, params })
    // Other parameters or paths are refused by their digests; only those that people saw are worth judging.
    const judgement =
      approval && digest === request.digest && resolvedDigest === request.resolvedDigest
        ? judge({
            agent: { name, owner, environment },
            tool: request.tool,
            params,
            resolved,
            moment: momentOf(posture, request, now),
            approval: approvalFact(approval),
          })
        : undefined
    const by = { kind: 'agent' as const, id: name }
    return {
      type: 'StartAction' as const,
      now,
      by,
      digest,
      resolvedDigest,
      judgement: judgement && unlessPaused(judgement, request.run, stopped),
      posture,
    }
  }

  const id = actionIdOf(event)
  const { requestId } = event.requestContext
  const { state, refusal } = await runCommand(action, id, startWith, { requestId })
  if (refusal?.code === 'already-started') throw new Problem(409, refusal.sentence)
  if (refusal) return json({ decision: 'deny', reason: refusal.sentence })
  return json({ decision: 'allow', reason: `Approved by ${approvers(state)}.` })
}

const approvers = (state: ActionState): string =>
  'approval' in state && state.approval ? state.approval.votes.map((vote) => vote.by).join(' and ') : 'nobody'
