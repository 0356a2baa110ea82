// The card on which people decide: on a phone, in five seconds, what is asked, by whom, why people are asked, until when.
import type { ActionsBlock, Button, KnownBlock, RichTextBlockElement, RichTextElement } from '@slack/types'
import type { Risk } from '#domain/action/judgement.ts'
import { approvalFact, openGroups } from '#domain/action/quorum.ts'
import { type Approval, type KnownAction, statusAt } from '#domain/action/state.ts'
import { actionIds } from '../action-ids.ts'
import { pauseAllButton } from '../kill-switch/words.ts'
import type { Card } from '../shared/card.ts'
import {
  bold,
  bullets,
  button,
  code,
  header,
  moment,
  momentInUtc,
  person,
  plain,
  richText,
  section,
  text,
} from '../shared/elements.ts'
import { brief, counted, cut, escaped, oneLine } from '../shared/escape.ts'
import { said, statusLines, title } from './approval-status.ts'
import { detail, headline } from './headline.ts'
import { withParams } from './params.ts'
import { howMany, mayDecide, riskWords, whoDecides } from './words.ts'

export interface CardView {
  /** Slack user ids of those whose word would count. */
  eligible: string[]
  now: string
  /** What keeps people from deciding it, in whole sentences. */
  problems?: readonly string[]
}
const refOf = ({ request: { id, digest } }: KnownAction) => ({ id, digest })

export const detailsButton = (action: KnownAction) =>
  button(actionIds.approvalDetails, 'Details', refOf(action))

/** Whether one more approval could be enough; otherwise it is only recorded. */
const mayBeLast = (approval: Approval): boolean =>
  approvalFact(approval).count + 1 >= approval.requirement.quorum && openGroups(approval).length <= 1

const whatFollows = (action: KnownAction, complete: boolean): string => {
  const { request, approval } = action
  const agent = brief(request.agent, 60)
  const what = detail(request, 100)
  const all = complete ? 'exactly this' : 'all of it'
  const named = what ? `: ${what}` : ''
  const follows =
    approval && !mayBeLast(approval)
      ? `Your approval is recorded. Once the others who are needed approve, ${agent} runs ${all}, once${named || '.'}`
      : `${agent} will run ${all}, once${named || (complete ? ', as the card shows it.' : '.')}`
  const leftOut = complete ? '' : ' The card leaves parts of it out; Details shows everything.'
  return cut(`${follows}${leftOut}`, 300).shown
}

const grantButton = (action: KnownAction, complete: boolean) =>
  button(actionIds.approvalGrant, 'Approve', refOf(action), {
    style: 'primary',
    confirm: {
      title: plain(cut(`Approve ${headline(action.request)}?`, 100).shown),
      text: plain(whatFollows(action, complete)),
      confirm: plain('Approve'),
      deny: plain('Go back'),
      style: 'primary',
    },
  })

const denyButton = (action: KnownAction) =>
  button(actionIds.approvalDeny, 'Deny', refOf(action), { style: 'danger' })

/** What decides, wherever a waiting request stands: on its card, in the queue, on App Home. */
export const decideButtons = (action: KnownAction, complete: boolean): Button[] => [
  grantButton(action, complete),
  denyButton(action),
  detailsButton(action),
]

const buttons = (action: KnownAction, open: boolean, complete: boolean): ActionsBlock => ({
  type: 'actions',
  elements: open
    ? [
        ...decideButtons(action, complete),
        // Whoever sees something odd in a request must not have to look for the way to stop it.
        pauseAllButton(),
      ]
    : [detailsButton(action)],
})

/** What is dangerous by name, before anything else is read. */
const dangers = ({ request: { dangers = [] } }: KnownAction): RichTextBlockElement[] => {
  const shown = dangers.slice(0, 5)
  const rest = dangers.length - shown.length
  if (shown.length === 0) return []
  return [
    section(bold(`⚠️ ${counted(dangers.length, 'danger')} in it:`)),
    bullets([
      ...shown.map((each) => [code(brief(oneLine(each), 160))]),
      ...(rest > 0 ? [[text(`+ ${counted(rest, 'more')}: Details`, { italic: true })]] : []),
    ]),
  ]
}

const asks = ({ request }: KnownAction, open: boolean): RichTextElement[] => [
  bold(brief(request.agent, 60)),
  text(` (${brief(request.environment, 30)}, owned by `),
  person(request.owner),
  text(`) ${open ? 'asks' : 'asked'} to run `),
  code(brief(request.tool, 60)),
]

const urgency = (risk: Risk, expiresAt: string): RichTextElement[] => [
  text(`\n${riskWords[risk]} · decide until `),
  moment(expiresAt),
]

/** Why people are asked: our policies' words first, then the agent's own, marked as such. */
const why = ({ request }: KnownAction): RichTextBlockElement[] => {
  const { reasons, intent } = request
  const shown = reasons.slice(0, 4)
  const rest = reasons.length - shown.length
  return [
    ...shown.map(({ policy, reason }) =>
      section(
        bold('Why: '),
        text(`${brief(reason, 300)} `),
        text(`(${brief(policy, 60)})`, { italic: true }),
      ),
    ),
    ...(rest > 0 ? [section(text(`+ ${counted(rest, 'more reason')}: Details`, { italic: true }))] : []),
    ...(intent ? [section(bold('The agent says:')), said(intent, 400)] : []),
  ]
}

/** Where the request comes from, small print; all of it is the agent's to claim, so all of it is literal text. */
const origin = ({ request }: KnownAction) => {
  const facts = { session: request.session, skill: request.skill, channel: request.channel }
  const claimed = Object.entries(facts).flatMap(([name, value]) =>
    value ? [`${name} ${brief(value, 60)}`] : [],
  )
  return {
    type: 'context' as const,
    elements: [[...claimed, request.id].join(' · ')].map(plain),
  }
}

const reasons = (action: KnownAction, voting: RichTextBlockElement[]): KnownBlock[] => {
  const elements = [...why(action), ...voting]
  return elements.length > 0 ? [richText(...elements)] : []
}

const fallback = (action: KnownAction, now: string): string => {
  const what = escaped(headline(action.request))
  const agent = escaped(brief(action.request.agent, 60))
  if (statusAt(action, now) !== 'pending' || !action.approval)
    return `${escaped(title(action, now))} (${agent})`
  const { requirement, expiresAt } = action.approval
  const { count } = approvalFact(action.approval)
  return `${agent} asks to run ${what}. ${riskWords[requirement.risk]}. Needs ${escaped(whoDecides(requirement))}, ${count} of ${requirement.quorum} so far, until ${momentInUtc(expiresAt)}.`
}

/** The message for an action that people decide or have decided. Undecided: with buttons; decided: says who, when, why. */
export const approvalCard = (action: KnownAction, { eligible, now, problems = [] }: CardView): Card => {
  const open = statusAt(action, now) === 'pending' && action.approval !== undefined
  const { approval } = action
  const status = statusLines(action, now)
  const voting: RichTextBlockElement[] =
    open && approval
      ? [
          section(
            bold('Who decides: '),
            text(`${whoDecides(approval.requirement)} · `),
            ...howMany(approval),
          ),
          section(...mayDecide(eligible.filter((id) => !approval.votes.some(({ by }) => by === id)))),
          ...(problems.length > 0 ? [section(bold(`⚠️ ${problems.join(' ')}`))] : []),
        ]
      : []
  const above: KnownBlock[] = [
    header(title(action, now)),
    ...(status.length > 0 ? [richText(...status)] : []),
    richText(
      section(
        ...asks(action, open),
        ...(open && approval ? urgency(approval.requirement.risk, approval.expiresAt) : []),
      ),
      ...(open ? dangers(action) : []),
    ),
  ]
  const below = (complete: boolean): KnownBlock[] => [
    ...reasons(action, voting),
    origin(action),
    buttons(action, open, complete),
  ]
  return {
    text: fallback(action, now),
    blocks: withParams(above, action.request.params, below),
    metadata: { eventType: 'claw_approval', key: action.request.id },
  }
}
