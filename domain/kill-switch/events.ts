// Everything that can happen to the kill switch.
import * as z from 'zod'
import { Actor } from '../shared/actor.ts'
import { Instant } from '../shared/time.ts'
import { Engagement, Mode, Scope } from './state.ts'

const happened = { at: Instant, by: Actor }

export const SwitchEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('SwitchEngaged'), ...happened, engagement: Engagement }),
  z.strictObject({
    type: z.literal('ReleaseRequested'),
    ...happened,
    scope: Scope,
    /** Whose token it was that an operator used. */
    person: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('SwitchReleased'),
    ...happened,
    scope: Scope,
    mode: Mode,
    revision: z.int(),
  }),
  z.strictObject({
    type: z.literal('SwitchEnded'),
    ...happened,
    scope: Scope,
    mode: Mode,
    revision: z.int(),
  }),
  /** Stops nothing by itself; agents are told that something concerning them is new. */
  z.strictObject({
    type: z.literal('RunPaused'),
    ...happened,
    agent: z.string(),
    run: z.string(),
    reason: z.string(),
    revision: z.int(),
  }),
  z.strictObject({
    type: z.literal('SwitchRefused'),
    ...happened,
    result: z.literal('refused'),
    scope: Scope,
    code: z.string(),
    sentence: z.string(),
  }),
])
export type SwitchEvent = z.infer<typeof SwitchEvent>
