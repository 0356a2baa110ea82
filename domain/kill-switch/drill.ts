// Practising a stop with people: it is announced like one, stops nothing, and measures how fast they are there.

import * as z from 'zod'
import { Actor, system } from '../shared/actor.ts'
import type { Decider, Decision } from '../shared/decider.ts'
import { notAllowed } from '../shared/permissions.ts'
import { Instant, plusSeconds } from '../shared/time.ts'

const Drill = z.strictObject({
  startedAt: Instant,
  endsAt: Instant,
  by: Actor,
  /** The people who are called, as they would be if agents did not stop. */
  asked: z.array(z.string()),
  reactions: z.array(z.strictObject({ by: z.string(), at: Instant })),
  endedAt: Instant.optional(),
})
export type Drill = z.infer<typeof Drill>

const happened = { at: Instant, by: Actor }
const DrillEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('DrillStarted'),
    ...happened,
    endsAt: Instant,
    asked: z.array(z.string()),
  }),
  z.strictObject({ type: z.literal('DrillReacted'), ...happened }),
  z.strictObject({ type: z.literal('DrillEnded'), ...happened }),
  z.strictObject({
    type: z.literal('DrillRefused'),
    ...happened,
    result: z.literal('refused'),
    code: z.string(),
    sentence: z.string(),
  }),
])
export type DrillEvent = z.infer<typeof DrillEvent>

const DrillState = z.strictObject({ drill: Drill.optional() })
type DrillState = z.infer<typeof DrillState>

interface CommandContext {
  now: string
}
/** `mayAct` is what the server looked up: whether this person holds any role. */
type ByPerson = CommandContext & { by: string; mayAct: boolean }
type DrillCommand =
  | (ByPerson & { type: 'StartDrill'; seconds: number; asked: readonly string[] })
  | (ByPerson & { type: 'ReactToDrill'; startedAt: string })
  | (CommandContext & { type: 'EndDrill' })

type DrillDecision = Decision<DrillEvent>

/** How long people have when nobody says otherwise. */
export const drillSeconds = 5 * 60
/** There is one drill at a time. */
export const DRILL = 'main'

const refuse = (code: string, sentence: string): DrillDecision => ({
  events: [],
  refusal: { code, sentence },
})
const person = (id: string): Actor => ({ kind: 'person', id })

const notPart = ({ now, by }: ByPerson): DrillDecision => {
  const refusal = { code: 'not-allowed', sentence: notAllowed('drill.join') }
  return {
    events: [{ type: 'DrillRefused', at: now, by: person(by), result: 'refused', ...refusal }],
    refusal,
  }
}

export const isRunning = (drill: Drill | undefined, now: string): drill is Drill =>
  drill !== undefined && drill.endedAt === undefined && now < drill.endsAt

const react = ({ drill }: DrillState, command: ByPerson & { startedAt: string }): DrillDecision => {
  const { now, by, startedAt } = command
  if (!command.mayAct) return notPart(command)
  if (!isRunning(drill, now) || drill.startedAt !== startedAt) return refuse('over', 'This drill is over.')
  if (drill.reactions.some((each) => each.by === by)) return refuse('again', 'You are counted already.')
  const there = new Set([by, ...drill.reactions.map((each) => each.by)])
  const reacted: DrillEvent = { type: 'DrillReacted', at: now, by: person(by) }
  return drill.asked.every((id) => there.has(id))
    ? { events: [reacted, { type: 'DrillEnded', at: now, by: system('drill') }] }
    : { events: [reacted] }
}

const decide = (state: DrillState, command: DrillCommand): DrillDecision => {
  const { drill } = state
  const { now } = command
  switch (command.type) {
    case 'StartDrill': {
      if (!command.mayAct) return notPart(command)
      if (isRunning(drill, now)) return refuse('running', 'A drill is running already; it ends by itself.')
      const { by, seconds, asked } = command
      const endsAt = plusSeconds(now, seconds)
      return { events: [{ type: 'DrillStarted', at: now, by: person(by), endsAt, asked: [...asked] }] }
    }
    case 'ReactToDrill':
      return react(state, command)
    case 'EndDrill':
      return drill && drill.endedAt === undefined && now >= drill.endsAt
        ? { events: [{ type: 'DrillEnded', at: now, by: system('clock') }] }
        : { events: [] }
    default:
      return command satisfies never
  }
}

const evolve = (state: DrillState, event: DrillEvent): DrillState => {
  const { drill } = state
  switch (event.type) {
    case 'DrillStarted': {
      const { at, by, endsAt, asked } = event
      return { drill: { startedAt: at, endsAt, by, asked, reactions: [] } }
    }
    case 'DrillReacted':
      return drill
        ? { drill: { ...drill, reactions: [...drill.reactions, { by: event.by.id, at: event.at }] } }
        : state
    case 'DrillEnded':
      return drill ? { drill: { ...drill, endedAt: event.at } } : state
    case 'DrillRefused':
      return state
    default:
      return event satisfies never
  }
}

export const switchDrill: Decider<DrillState, DrillCommand, DrillEvent, 'switch-drill'> = {
  kind: 'switch-drill',
  initialState: {},
  state: DrillState,
  event: DrillEvent,
  decide,
  evolve,
  subject: () => ({}),
  queue: () => undefined,
}
