// An agent asks a person without wanting to do anything: asked once, answered by one person or by nobody, on record either way.
import * as z from 'zod'
import { Actor, system } from '../shared/actor.ts'
import type { Decider, Decision } from '../shared/decider.ts'
import type { Person } from '../shared/people.ts'
import { Instant } from '../shared/time.ts'

const Question = z.strictObject({
  id: z.string(),
  agent: z.string(),
  /** Who answers for the agent, and so is asked. */
  owner: z.string(),
  text: z.string(),
  /** What may be answered; anything, where there are none. */
  options: z.array(z.string()),
  session: z.string().optional(),
  /** Over what was sent, so that a key is good for one question only. */
  digest: z.string(),
  askedAt: Instant,
  expiresAt: Instant,
})
export type Question = z.infer<typeof Question>

const happened = { at: Instant, by: Actor }
export const QuestionEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('QuestionAsked'), ...happened, question: Question }),
  z.strictObject({ type: z.literal('QuestionAnswered'), ...happened, answer: z.string() }),
  z.strictObject({ type: z.literal('QuestionExpired'), ...happened }),
  z.strictObject({
    type: z.literal('AnswerRefused'),
    ...happened,
    result: z.literal('refused'),
    code: z.string(),
    sentence: z.string(),
  }),
])
export type QuestionEvent = z.infer<typeof QuestionEvent>

const QuestionState = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('none') }),
  z.strictObject({ status: z.literal('open'), question: Question }),
  z.strictObject({
    status: z.literal('answered'),
    question: Question,
    answer: z.string(),
    by: z.string(),
    at: Instant,
  }),
  z.strictObject({ status: z.literal('expired'), question: Question }),
])
export type QuestionState = z.infer<typeof QuestionState>
export type KnownQuestion = Exclude<QuestionState, { status: 'none' }>

/** How long people have. */
export const QUESTION_SECONDS = 8 * 3_600
export const ANSWER_MAX = 2_000

/** `person` is what the server looked up, and undefined when it could not. */
export type QuestionCommand =
  | { type: 'AskQuestion'; now: string; question: Question }
  | { type: 'AnswerQuestion'; now: string; by: string; person: Person | undefined; answer: string }
  | { type: 'ExpireQuestion'; now: string }

/** The status as of `now`: a clock that has run out counts before anybody has recorded it. */
export const statusAt = (state: KnownQuestion, now: string): KnownQuestion['status'] =>
  state.status === 'open' && now >= state.question.expiresAt ? 'expired' : state.status

type QuestionDecision = Decision<QuestionEvent>
type Answer = Extract<QuestionCommand, { type: 'AnswerQuestion' }>

const whyNot = (state: KnownQuestion, { now, by, person, answer }: Answer) => {
  const { owner, options } = state.question
  const status = statusAt(state, now)
  if (status === 'answered') return { code: 'answered', sentence: 'This was answered already.' }
  if (status === 'expired')
    return { code: 'expired', sentence: 'Nobody answered in time; the agent has gone on without an answer.' }
  if (!person)
    return {
      code: 'unknown-person',
      sentence: 'Your account could not be checked just now, so nothing was sent; try again.',
    }
  if (by !== owner && person.roles.length === 0)
    return {
      code: 'not-eligible',
      sentence: 'Only the owner of this agent, or somebody with a role, can answer it.',
    }
  if (options.length > 0 && !options.includes(answer))
    return { code: 'no-option', sentence: `Choose one of: ${options.join(', ')}` }
  return undefined
}

const answerIt = (state: QuestionState, command: Answer): QuestionDecision => {
  if (state.status === 'none')
    return { events: [], refusal: { code: 'unknown', sentence: 'There is no such question.' } }
  const { now, answer } = command
  const by = { kind: 'person' as const, id: command.by }
  const refusal = whyNot(state, command)
  if (!refusal) return { events: [{ type: 'QuestionAnswered', at: now, by, answer }] }
  const refused: QuestionEvent = { type: 'AnswerRefused', at: now, by, result: 'refused', ...refusal }
  const overdue = state.status === 'open' && statusAt(state, now) === 'expired'
  return { events: overdue ? [expired(now), refused] : [refused], refusal }
}

const expired = (now: string): QuestionEvent => ({ type: 'QuestionExpired', at: now, by: system('clock') })

const decide = (state: QuestionState, command: QuestionCommand): QuestionDecision => {
  const { now } = command
  switch (command.type) {
    case 'AskQuestion': {
      const { question } = command
      const by = { kind: 'agent' as const, id: question.agent }
      if (state.status === 'none') return { events: [{ type: 'QuestionAsked', at: now, by, question }] }
      if (state.question.digest === question.digest) return { events: [] }
      return {
        events: [],
        refusal: {
          code: 'key-reused',
          sentence: 'This idempotencyKey was already used for another question; use a new key.',
        },
      }
    }
    case 'AnswerQuestion':
      return answerIt(state, command)
    case 'ExpireQuestion':
      return {
        events: state.status === 'open' && statusAt(state, now) === 'expired' ? [expired(now)] : [],
      }
    default:
      return command satisfies never
  }
}

const evolve = (state: QuestionState, event: QuestionEvent): QuestionState => {
  if (event.type === 'QuestionAsked')
    return state.status === 'none' ? { status: 'open', question: event.question } : state
  if (state.status !== 'open') return state
  const { question } = state
  switch (event.type) {
    case 'QuestionAnswered':
      return { status: 'answered', question, answer: event.answer, by: event.by.id, at: event.at }
    case 'QuestionExpired':
      return { status: 'expired', question }
    case 'AnswerRefused':
      return state
    default:
      return event satisfies never
  }
}

export const question: Decider<QuestionState, QuestionCommand, QuestionEvent, 'question'> = {
  kind: 'question',
  initialState: { status: 'none' },
  state: QuestionState,
  event: QuestionEvent,
  decide,
  evolve,
  subject: (state) =>
    state.status === 'none' ? {} : { agent: state.question.agent, session: state.question.session },
  queue: () => undefined,
}
