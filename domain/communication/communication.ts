// What customers and colleagues are told: nothing with a secret in it, nothing severe that only one person has read, and everything once.

import * as z from 'zod'
import { Actor } from '../shared/actor.ts'
import type { Decider, Decision } from '../shared/decider.ts'
import { notAllowed } from '../shared/permissions.ts'
import { Instant } from '../shared/time.ts'
import { CommunicationState, Draft, isPublic } from './state.ts'

const happened = { at: Instant, by: Actor }
export const CommunicationEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('UpdateDrafted'), ...happened, draft: Draft }),
  z.strictObject({ type: z.literal('UpdatePublished'), ...happened, draft: Draft }),
  z.strictObject({ type: z.literal('UpdateDiscarded'), ...happened, reason: z.string() }),
  z.strictObject({
    type: z.literal('PublicationRefused'),
    ...happened,
    result: z.literal('refused'),
    code: z.string(),
    sentence: z.string(),
  }),
])
export type CommunicationEvent = z.infer<typeof CommunicationEvent>

/** `mayAct` is what the server looked up: whether this person holds a role. */
interface ActorCommand {
  now: string
  by: Actor
  mayAct: boolean
}
export type DraftUpdate = ActorCommand & {
  type: 'DraftUpdate'
  draft: Omit<Draft, 'draftedBy' | 'draftedAt' | 'needsSecond'>
  /** What `sensitiveIn` found in it; nobody can send a draft without having asked. */
  sensitive: string | undefined
}
export type PublishUpdate = ActorCommand & { type: 'PublishUpdate' }
export type DiscardUpdate = ActorCommand & { type: 'DiscardUpdate'; reason: string }
export type CommunicationCommand = DraftUpdate | PublishUpdate | DiscardUpdate

type CommunicationDecision = Decision<CommunicationEvent>

const refused = ({ now, by }: ActorCommand, code: string, sentence: string): CommunicationDecision => ({
  events: [{ type: 'PublicationRefused', at: now, by, result: 'refused', code, sentence }],
  refusal: { code, sentence },
})

const draft = (state: CommunicationState, command: DraftUpdate): CommunicationDecision => {
  const { now, by, mayAct } = command
  if (state.status !== 'none')
    return { events: [], refusal: { code: 'taken', sentence: 'This was drafted already.' } }
  if (!mayAct)
    return {
      events: [],
      refusal: { code: 'not-allowed', sentence: notAllowed('message.publish') },
    }
  if (command.sensitive !== undefined)
    return { events: [], refusal: { code: 'sensitive', sentence: command.sensitive } }
  const drafted: Draft = {
    ...command.draft,
    draftedBy: by,
    draftedAt: now,
    needsSecond: command.draft.severity <= 2,
  }
  const events: CommunicationEvent[] = [{ type: 'UpdateDrafted', at: now, by, draft: drafted }]
  return {
    events: drafted.needsSecond
      ? events
      : [...events, { type: 'UpdatePublished', at: now, by, draft: drafted }],
  }
}

const over = ({ status }: CommunicationState): CommunicationDecision => ({
  events: [],
  refusal:
    status === 'published'
      ? { code: 'published', sentence: 'This is out already; it was not published again.' }
      : { code: 'discarded', sentence: 'This draft was discarded; nothing goes out.' },
})

const publish = (state: CommunicationState, command: PublishUpdate): CommunicationDecision => {
  if (state.status === 'none')
    return { events: [], refusal: { code: 'unknown', sentence: 'There is no such draft.' } }
  if (!command.mayAct) return refused(command, 'not-allowed', notAllowed('message.publish'))
  // Nobody did anything wrong who clicked a moment later, and a race of clicks would only contend for the record.
  if (state.status !== 'draft') return over(state)
  const { draft } = state
  if (draft.draftedBy.id === command.by.id)
    return refused(
      command,
      'own-draft',
      'You wrote this, so somebody else has to read it before it goes out.',
    )
  return { events: [{ type: 'UpdatePublished', at: command.now, by: command.by, draft }] }
}

const decide = (state: CommunicationState, command: CommunicationCommand): CommunicationDecision => {
  switch (command.type) {
    case 'DraftUpdate':
      return draft(state, command)
    case 'PublishUpdate':
      return publish(state, command)
    case 'DiscardUpdate':
      if (!command.mayAct) return refused(command, 'not-allowed', notAllowed('message.discard'))
      return state.status === 'draft'
        ? { events: [{ type: 'UpdateDiscarded', at: command.now, by: command.by, reason: command.reason }] }
        : over(state)
    default:
      return command satisfies never
  }
}

const evolve = (state: CommunicationState, event: CommunicationEvent): CommunicationState => {
  switch (event.type) {
    case 'UpdateDrafted':
      return { status: 'draft', draft: event.draft }
    case 'UpdatePublished':
      return { status: 'published', draft: event.draft, publishedBy: event.by, publishedAt: event.at }
    case 'UpdateDiscarded':
      return state.status === 'draft'
        ? {
            status: 'discarded',
            draft: state.draft,
            discardedBy: event.by,
            at: event.at,
            reason: event.reason,
          }
        : state
    case 'PublicationRefused':
      return state
    default:
      return event satisfies never
  }
}

export const communication: Decider<
  CommunicationState,
  CommunicationCommand,
  CommunicationEvent,
  'communication'
> = {
  kind: 'communication',
  initialState: { status: 'none' },
  state: CommunicationState,
  event: CommunicationEvent,
  decide,
  evolve,
  subject: () => ({}),
  queue: (state) => {
    if (state.status === 'draft') return { name: 'drafts', at: state.draft.draftedAt }
    if (state.status !== 'published') return undefined
    // What the public may read has a list of its own, so that nothing else can get onto the status page.
    return { name: isPublic(state.draft) ? 'published' : 'told', at: state.publishedAt }
  },
}
