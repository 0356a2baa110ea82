// Keeps people from being asked too much: who is asked all day approves without looking.

import { limitSettings } from '#config/load.ts'
import type { Judgement } from '#domain/action/judgement.ts'
import { limitsFor } from '#domain/limits/limits.ts'
import { watch } from '#domain/limits/watch.ts'
import { durationInWords } from '#domain/shared/duration.ts'
import { Problem } from '#functions/http/problem.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { reserveApproval } from '#store/limits/approvals.ts'

const RETRY_SECONDS = 30

/**
 * The judgement as it stands when there is room to ask people, or a denial once the agent has asked them too often, which
 * the operations channel then hears of.
 * @throws Problem 429 when too many of the agent's requests wait already
 */
export const guardPeople = async (
  { id, agent }: { id: string; agent: string },
  judgement: Judgement,
  { now, requestId }: { now: string; requestId: string },
): Promise<Judgement> => {
  const limits = limitsFor(limitSettings(), agent)
  const refused = await reserveApproval(agent, id, { now, limits })
  if (refused === undefined) return judgement
  if (refused === 'concurrent')
    throw new Problem(
      429,
      `${limits.concurrentActions} of your requests wait for people or for their start, which is your limit.`,
      { retryAfterSeconds: RETRY_SECONDS },
    )
  const { most, withinMinutes } = limits.approvalRequests
  await runCommand(watch, agent, { type: 'FlagFatigue', now, agent, most, withinMinutes }, { requestId })
  const reason = `You have asked people ${most} times within ${durationInWords(withinMinutes * 60)}, which is your limit. Ask less, and again later.`
  return {
    verdict: 'deny',
    policies: ['approval-fatigue'],
    reasons: [{ policy: 'approval-fatigue', reason }],
    facts: judgement.facts,
  }
}
