// What was noticed about an agent that people must hear of: too many questions, unusual behaviour, a call that was not the approved one.
import * as z from 'zod'
import { Actor, system } from '../shared/actor.ts'
import type { Decider, Decision } from '../shared/decider.ts'
import { Instant, plusSeconds } from '../shared/time.ts'
import { type Anomaly, Anomaly as AnomalySchema } from './anomaly.ts'
import { RunLimit } from './run.ts'

const happened = { at: Instant, by: Actor, agent: z.string() }
export const WatchEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('FatigueFlagged'),
    ...happened,
    result: z.literal('refused'),
    most: z.int(),
    withinMinutes: z.int(),
  }),
  z.strictObject({
    type: z.literal('AnomalyFound'),
    ...happened,
    result: z.literal('failure'),
    anomaly: AnomalySchema,
    evidence: z.string(),
  }),
  z.strictObject({
    type: z.literal('RunLimitReached'),
    ...happened,
    result: z.literal('failure'),
    owner: z.string(),
    run: z.string(),
    limit: RunLimit,
    evidence: z.string(),
  }),
  z.strictObject({
    type: z.literal('UsageCapped'),
    ...happened,
    result: z.literal('refused'),
    owner: z.string(),
    reportedUsd: z.number(),
    countedUsd: z.number(),
  }),
  z.strictObject({
    type: z.literal('MismatchReported'),
    ...happened,
    result: z.literal('failure'),
    eventId: z.string(),
    session: z.string().optional(),
    evidence: z.string(),
  }),
])
export type WatchEvent = z.infer<typeof WatchEvent>

const WatchState = z.strictObject({
  agent: z.string().optional(),
  /** Until when people need not hear of a kind of thing again. */
  quiet: z.record(z.string(), Instant),
  /** The last reports of a mismatch, so that one that is sent again is known. */
  mismatches: z.array(z.string()),
  /** The last runs that were paused, so that each is told once. */
  runs: z.array(z.string()).default([]),
})
type WatchState = z.infer<typeof WatchState>

interface Noticed {
  now: string
  agent: string
}
export type WatchCommand =
  | (Noticed & { type: 'FlagFatigue'; most: number; withinMinutes: number })
  | (Noticed & { type: 'NoteAnomaly'; anomaly: Anomaly; evidence: string })
  | (Noticed & { type: 'FlagRun'; owner: string; run: string; limit: RunLimit; evidence: string })
  | (Noticed & { type: 'FlagUsage'; owner: string; reportedUsd: number; countedUsd: number })
  | (Noticed & { type: 'ReportMismatch'; eventId: string; session?: string | undefined; evidence: string })

const KNOWN_MISMATCHES = 200
const KNOWN_RUNS = 200
const CAPPED_QUIET_SECONDS = 3_600
const quietSeconds: Record<Anomaly, number> = { loop: 120, errors: 600, spend: 3_600 }

/** A run counts anew every UTC day. */
const runOf = (at: string, run: string): string => `${at.slice(0, 10)} ${run}`

const decide = (state: WatchState, command: WatchCommand): Decision<WatchEvent> => {
  const { now, agent } = command
  const by = system('limits')
  const quiet = (kind: string): boolean => now < (state.quiet[kind] ?? '')
  switch (command.type) {
    case 'FlagFatigue': {
      const { most, withinMinutes } = command
      if (quiet('fatigue')) return { events: [] }
      return {
        events: [{ type: 'FatigueFlagged', at: now, by, agent, result: 'refused', most, withinMinutes }],
      }
    }
    case 'NoteAnomaly': {
      const { anomaly, evidence } = command
      if (quiet(anomaly)) return { events: [] }
      return { events: [{ type: 'AnomalyFound', at: now, by, agent, result: 'failure', anomaly, evidence }] }
    }
    case 'FlagRun': {
      const { owner, run, limit, evidence } = command
      if (state.runs.includes(runOf(now, run))) return { events: [] }
      const reached = { owner, run, limit, evidence }
      return { events: [{ type: 'RunLimitReached', at: now, by, agent, result: 'failure', ...reached }] }
    }
    case 'FlagUsage': {
      const { owner, reportedUsd, countedUsd } = command
      if (quiet('usage')) return { events: [] }
      const said = { owner, reportedUsd, countedUsd }
      return { events: [{ type: 'UsageCapped', at: now, by, agent, result: 'refused', ...said }] }
    }
    case 'ReportMismatch': {
      const { eventId, session, evidence } = command
      if (state.mismatches.includes(eventId)) return { events: [] }
      const said = { eventId, evidence, ...(session ? { session } : {}) }
      const reporter = { kind: 'agent' as const, id: agent }
      return {
        events: [{ type: 'MismatchReported', at: now, by: reporter, agent, result: 'failure', ...said }],
      }
    }
    default:
      return command satisfies never
  }
}

const hush = (state: WatchState, kind: string, at: string, seconds: number): WatchState => ({
  ...state,
  quiet: { ...state.quiet, [kind]: plusSeconds(at, seconds) },
})

const evolve = (before: WatchState, event: WatchEvent): WatchState => {
  const state = { ...before, agent: event.agent }
  switch (event.type) {
    case 'FatigueFlagged':
      return hush(state, 'fatigue', event.at, event.withinMinutes * 60)
    case 'AnomalyFound':
      return hush(state, event.anomaly, event.at, quietSeconds[event.anomaly])
    case 'RunLimitReached':
      return { ...state, runs: [...state.runs, runOf(event.at, event.run)].slice(-KNOWN_RUNS) }
    case 'UsageCapped':
      return hush(state, 'usage', event.at, CAPPED_QUIET_SECONDS)
    case 'MismatchReported':
      return { ...state, mismatches: [...state.mismatches, event.eventId].slice(-KNOWN_MISMATCHES) }
    default:
      return event satisfies never
  }
}

/** One stream for each agent. */
export const watch: Decider<WatchState, WatchCommand, WatchEvent, 'watch'> = {
  kind: 'watch',
  initialState: { quiet: {}, mismatches: [], runs: [] },
  state: WatchState,
  event: WatchEvent,
  decide,
  evolve,
  subject: ({ agent }) => ({ agent }),
  queue: () => undefined,
}
