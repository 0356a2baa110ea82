// How the product speaks of roles, risks and people who decided; the same words on every card and in every list.
import type { RichTextElement } from '@slack/types'
import type { Requirement, Risk } from '#domain/action/judgement.ts'
import { openGroups } from '#domain/action/quorum.ts'
import type { Approval, Vote } from '#domain/action/state.ts'
import { people, person, text } from '../shared/elements.ts'
import { brief, counted } from '../shared/escape.ts'

export const riskWords: Record<Risk, string> = {
  critical: '🔴 Critical risk',
  high: '🟠 High risk',
  normal: '🟡 Normal risk',
}

const either = (group: readonly string[]): string => group.map((role) => brief(role, 30)).join(' or ')

/** `support and product (2 people)`. */
export const whoDecides = ({ groups, quorum }: Requirement): string => {
  const roles = groups.slice(0, 6).map(either).join(' and ')
  return `${brief(roles, 200) || 'anyone with a role'} (${counted(quorum, 'person', 'people')})`
}

/** `@Sue (support)`: the roles are those that the vote counts for. */
const voter = ({ by, roles }: Vote): RichTextElement[] =>
  roles.length > 0
    ? [person(by), text(` (${roles.map((role) => brief(role, 30)).join(', ')})`)]
    : [person(by)]

const NAMED = 8
export const approvers = ({ votes }: Approval): RichTextElement[] => {
  const approving = votes.filter(({ verdict }) => verdict === 'approve')
  const named = approving
    .slice(0, NAMED)
    .flatMap((vote, index) => [...(index > 0 ? [text(', ')] : []), ...voter(vote)])
  const rest = approving.length - NAMED
  return rest > 0 ? [...named, text(` and ${counted(rest, 'other')}`)] : named
}

/** `1 of 2: @Sue (support); product is still missing.` */
export const howMany = (approval: Approval): RichTextElement[] => {
  const have = approval.votes.filter(({ verdict }) => verdict === 'approve').length
  const open = openGroups(approval).map(either).join(' and ')
  const far = text(`${have} of ${approval.requirement.quorum}`)
  if (have === 0) return [far, text(' so far.')]
  return [
    far,
    text(': '),
    ...approvers(approval),
    text(open ? `; ${brief(open, 200)} is still missing.` : '.'),
  ]
}

export const mayDecide = (eligible: readonly string[]): RichTextElement[] =>
  eligible.length > 0
    ? [text('May approve: '), ...people(eligible), text(' · the owner may only deny.')]
    : [text('⚠️ Nobody is left who holds such a role, so nobody can approve this.')]
