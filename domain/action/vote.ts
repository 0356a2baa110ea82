// One person at the button: whether their word counts, what it changes, and otherwise the one sentence that tells them why not.

import { system } from '../shared/actor.ts'
import type { Decision } from '../shared/decider.ts'
import { plusSeconds } from '../shared/time.ts'
import type { DenyApproval, GrantApproval } from './commands.ts'
import type { ActionEvent } from './events.ts'
import { approvalFact, creditedRoles, openGroups } from './quorum.ts'
import { grantSeconds } from './risk.ts'
import type { ActionState, Approval, Vote } from './state.ts'

type ActionDecision = Decision<ActionEvent>

const whyDecided: Partial<Record<ActionState['status'], string>> = {
  approved: 'This was already approved; your click changed nothing.',
  denied: 'This was already denied; your click changed nothing.',
  expired: 'This has expired and counts as denied; the agent would have to ask again.',
  voided: 'This was withdrawn before it was decided; your click changed nothing.',
}

const enough = (approval: Approval): boolean =>
  approvalFact(approval).count >= approval.requirement.quorum && openGroups(approval).length === 0

/** Whether an approval needs a reason as well: what could do most harm is not waved through. */
export const asksWhy = ({ requirement }: Approval): boolean => requirement.risk === 'critical'

/** Whether a vote is good, in the order in which a person would want to be told. */
export const decideVote = (state: ActionState, command: GrantApproval | DenyApproval): ActionDecision => {
  const { now, person, digest } = command
  const by = { kind: 'person' as const, id: command.by }
  const refused = (code: string, sentence: string, first: ActionEvent[] = []): ActionDecision => ({
    events: [...first, { type: 'DecisionRefused', at: now, by, result: 'refused', code, sentence }],
    refusal: { code, sentence },
  })

  if (state.status === 'none')
    return { events: [], refusal: { code: 'unknown-action', sentence: 'There is no such request.' } }
  if (state.status !== 'pending')
    return refused(
      'decided',
      whyDecided[state.status] ?? 'This was already decided and has run; your click changed nothing.',
    )
  const { approval, request } = state
  if (now >= approval.expiresAt)
    return refused('expired', whyDecided['expired']!, [
      { type: 'ApprovalExpired', at: now, by: system('clock') },
    ])
  if (digest !== request.digest)
    return refused(
      'other-digest',
      'This card shows other contents than the request; open the current card and decide there.',
    )
  if (!person)
    return refused(
      'unknown-person',
      'Your account could not be checked just now, so nothing was decided. Try again in a moment.',
    )

  const roles = creditedRoles(approval, person, command.directory)
  const isOwner = person.id === request.owner
  if (command.type === 'DenyApproval') {
    if (roles.length === 0 && !isOwner) return refused('not-eligible', notEligible(approval))
    return { events: [{ type: 'ApprovalDenied', at: now, by, roles, reason: command.reason }] }
  }
  if (isOwner)
    return refused(
      'own-agent',
      'This is your own agent, so somebody else has to approve it. You can still deny it.',
    )
  if (approval.votes.some((vote) => vote.by === person.id && vote.verdict === 'approve'))
    return refused('already-voted', 'You have already approved this; it waits for somebody else.')
  if (roles.length === 0) return refused('not-eligible', notEligible(approval))

  const reason = command.reason?.trim()
  if (asksWhy(approval) && !reason)
    return refused('no-reason', 'The risk is critical: say why it may run, in a few words.')

  const because = reason ? { reason } : {}
  const granted: ActionEvent = { type: 'ApprovalGranted', at: now, by, roles, ...because }
  const vote: Vote = { by: person.id, verdict: 'approve', roles, at: now, ...because }
  return enough({ ...approval, votes: [...approval.votes, vote] })
    ? { events: [granted, { type: 'ActionApproved', at: now, by, startBy: plusSeconds(now, grantSeconds) }] }
    : { events: [granted] }
}

const notEligible = ({ requirement }: Approval): string =>
  `Only ${requirement.groups.map((group) => group.join(' or ')).join(' and ')} can decide this, and you do not hold such a role.`
