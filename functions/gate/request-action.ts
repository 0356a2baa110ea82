// `POST /v1/actions`: may I do this? One consistent read, one judgement, one transaction.
import { createHash, randomUUID } from 'node:crypto'
import { action } from '#domain/action/action.ts'
import { dryRun } from '#domain/action/dry-run.ts'
import type { Judgement } from '#domain/action/judgement.ts'
import { rolesOf } from '#domain/action/quorum.ts'
import { approvalSeconds } from '#domain/action/risk.ts'
import type { KnownAction } from '#domain/action/state.ts'
import { momentOf } from '#domain/posture.ts'
import { maskJson, maskText } from '#domain/sensitive/mask.ts'
import { plusSeconds } from '#domain/shared/time.ts'
import { answerOf } from '#functions/contracts/action-answers.ts'
import { ActionBody, DryRunQuery } from '#functions/contracts/actions.ts'
import type { Caller } from '#functions/http/authenticate.ts'
import { type HttpEvent, json } from '#functions/http/http-handler.ts'
import { readBody } from '#functions/http/json-body.ts'
import { invalid, Problem } from '#functions/http/problem.ts'
import { readQuery } from '#functions/http/query.ts'
import { judge, policyVersion } from '#policies/authorize.ts'
import { behaviourDocuments } from '#policies/behaviour-documents.ts'
import { dangersOf } from '#policies/dangers.ts'
import { problemsWith } from '#policies/facts.ts'
import { noteSeen } from '#store/agent/agents.ts'
import { type KnownName, noteNames } from '#store/agent/names.ts'
import { actionDigest, canonicalHash } from '#store/kernel/canonical.ts'

import { runCommand } from '#store/kernel/run-command.ts'
import { bindFields } from '#telemetry/log.ts'
import { guardBudget } from './guard-budget.ts'
import { guardPeople } from './guard-people.ts'
import { guardRun } from './guard-run.ts'
import { admit } from './quota.ts'

/** Derived, so that a repeated request finds its action without a second table or write. */
const actionId = (agent: string, idempotencyKey: string): string =>
  `act_${createHash('sha256')
    .update(JSON.stringify([agent, idempotencyKey]))
    .digest('hex')
    .slice(0, 26)}`

/** Everything that can be known before the caller is. The first reading of the policies, a cold start's slowest part, is here too. */
const readRequest = (event: HttpEvent) => {
  const { dryRun: dry } = readQuery(event, DryRunQuery)
  const body = readBody(event, ActionBody)
  const problems = problemsWith(body.tool, body.params)
  if (problems.length > 0) throw invalid(problems)
  return { dry, body, shown: shownOf(body), version: policyVersion() }
}

/** What of a request is stored and shown: without its secrets. */
const shownOf = ({ params, intent }: ActionBody) => ({
  params: maskJson(params) as ActionBody['params'],
  ...(intent === undefined ? {} : { intent: maskText(intent) }),
})

/** What people should look at first in a request that is not simply allowed. */
const dangersIn = ({ tool, params, resolved }: ActionBody): string[] => {
  try {
    return dangersOf(tool, params, { resolved, documents: behaviourDocuments() })
  } catch {
    // Without the list nothing is allowed, and the judgement says so.
    return []
  }
}

/** Runs `work` now, and returns or throws what came of it when it is asked for. */
const outcomeOf = <T>(work: () => T): (() => T) => {
  try {
    const value = work()
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}

export const requestAction = async (event: HttpEvent) => {
  // The request is read while the table answers who is asking; a stranger still learns nothing but that they are one.
  const moment = admit(event.headers)
  const read = outcomeOf(() => readRequest(event))
  const { caller, posture, tokenHash } = await moment
  const { dry, body, ...prepared } = read()

  const { agent, owner, environment } = caller
  const now = new Date().toISOString()
  const judged = judge({
    agent: { name: agent, owner, environment },
    tool: body.tool,
    params: body.params,
    resolved: body.resolved,
    moment: momentOf(posture, { agent, skill: body.skill, channel: body.channel }, now),
  })
  const dangers = judged.verdict === 'allow' ? [] : dangersIn(body)
  const request = { ...requestOf(body, prepared, caller, posture.killSwitch.revision), dangers }
  bindFields({ action: request.id, session: request.session, tool: request.tool })
  const { requestId } = event.requestContext
  if (dry === 'true') return json(await answerDryRun(request, judged, now, requestId))

  const inRun = await guardRun(request, judged, { now, requestId })
  const affordable =
    body.estimateUsd === undefined || inRun.verdict === 'deny'
      ? inRun
      : await guardBudget(request, body.estimateUsd, inRun, now)
  const judgement =
    affordable.verdict === 'ask' ? await guardPeople(request, affordable, { now, requestId }) : affordable

  const [{ state, events, refusal }] = await Promise.all([
    runCommand(
      action,
      request.id,
      { type: 'RequestAction', request, judgement, now, posture },
      { requestId, fresh: true },
    ),
    noteSeen(caller, tokenHash),
    noteNames(namesIn(body)),
  ])
  if (refusal) throw new Problem(422, refusal.sentence)
  const answer = answerOf(state as KnownAction, now, posture)
  // The same key gets the same answer, but never an "allow" from before a stop that is in force now.
  if (events.length === 0 && answer.decision === 'allow' && judgement.verdict !== 'allow')
    return json({
      ...answer,
      decision: 'deny',
      ...reasonsOf(judgement),
      switchRevision: posture.killSwitch.revision,
    })
  return json(answer)
}

/** Skills and channels can be stopped by name once they were heard of. */
const namesIn = ({ skill, channel }: ActionBody): KnownName[] => [
  ...(skill ? [{ kind: 'skill' as const, name: skill }] : []),
  ...(channel ? [{ kind: 'channel' as const, name: channel }] : []),
]

const reasonsOf = ({ policies, reasons }: Judgement) => ({
  policies,
  reason: reasons.map(({ reason }) => reason).join(' '),
})

const requestOf = (
  body: ActionBody,
  { shown, version }: Pick<ReturnType<typeof readRequest>, 'shown' | 'version'>,
  { agent, owner, environment }: Caller<'agent'>,
  switchRevision: number,
) => {
  const { idempotencyKey, tool, params, intent: _, estimateUsd: __, resolved, ...context } = body
  return {
    id: actionId(agent, idempotencyKey),
    agent,
    owner,
    environment,
    tool,
    digest: actionDigest({ agent, tool, params }),
    resolvedDigest: resolved && canonicalHash(resolved),
    ...context,
    ...shown,
    policyVersion: version,
    switchRevision,
  }
}

/** What would happen. The answer has the shape of the real one; its id leads to nothing but the audit event. */
const answerDryRun = async (
  { agent, session, tool, digest, switchRevision }: ReturnType<typeof requestOf>,
  judgement: Judgement,
  now: string,
  requestId: string,
) => {
  const id = `dry_${randomUUID()}`
  const { verdict, policies, requirement } = judgement
  await runCommand(
    dryRun,
    id,
    { at: now, by: { kind: 'agent', id: agent }, agent, session, tool, digest, verdict, policies },
    { requestId, fresh: true },
  )
  return {
    id,
    decision: verdict === 'ask' ? 'pending' : verdict,
    ...reasonsOf(judgement),
    policyVersion: policyVersion(),
    digest,
    switchRevision,
    ...(requirement
      ? {
          approval: {
            roles: rolesOf(requirement),
            quorum: requirement.quorum,
            expiresAt: plusSeconds(now, approvalSeconds[requirement.risk]),
          },
        }
      : {}),
  }
}
