// The kill switch as agents hear of it and as operators work it without Slack.
import * as z from 'zod'
import { Mode, Scope } from '#domain/kill-switch/state.ts'
import { WaitQuery } from './actions.ts'

export const SwitchQuery = WaitQuery.extend({
  since: z
    .string()
    .regex(/^\d{1,12}$/, 'a revision')
    .optional()
    .describe('The revision you know; with `wait`, the answer is held back until there is a newer one.'),
})

export const SwitchAnswer = z.strictObject({
  revision: z.int(),
  effective: z.enum(['run', 'readonly', 'paused']).describe('For the calling agent.'),
  engaged: z.array(
    z.strictObject({
      scope: z.string(),
      mode: Mode,
      reason: z.string(),
      by: z.string(),
      since: z.string(),
      until: z.string().nullable(),
    }),
  ),
})
export type SwitchAnswer = z.infer<typeof SwitchAnswer>

const Stopped = SwitchAnswer.shape.engaged.element.extend({
  confirmed: z.array(z.strictObject({ agent: z.string(), stopMs: z.int().nullable() })),
  unfinished: z.array(z.strictObject({ agent: z.string(), left: z.array(z.string()) })),
  waiting: z
    .array(z.strictObject({ agent: z.string(), seenAt: z.string() }))
    .describe('Seen in the 10 minutes before the stop, or on a socket, and not heard since.'),
})
const Behind = z.int().min(0).describe('Seconds that a post would wait now.')
export const SwitchStatus = z.strictObject({
  revision: z.int(),
  engaged: z.array(Stopped),
  slack: z.strictObject({
    refused: z
      .array(z.strictObject({ channel: z.string(), code: z.string(), since: z.string() }))
      .describe('Channels in which Slack refuses our posts, with its code; they go elsewhere meanwhile.'),
    behindSeconds: z.strictObject({ urgent: Behind, incidents: Behind, rest: Behind }),
  }),
})

const run = z.string().min(1).max(200)
export const AckBody = z.strictObject({
  revision: z.int().min(0),
  stoppedRuns: z.array(run).max(1_000).default([]),
  stragglers: z.array(run).max(1_000).default([]),
})
export const AckAnswer = z.strictObject({ revision: z.int() })

export const SwitchCommandBody = z.discriminatedUnion('command', [
  z.strictObject({
    command: z.literal('engage'),
    scope: Scope,
    mode: Mode,
    reason: z.string().min(1).max(300),
    durationSeconds: z
      .int()
      .min(60)
      .max(30 * 86_400)
      .optional()
      .describe('Ends by itself after this.'),
    evenIfUnknown: z
      .boolean()
      .default(false)
      .describe('A name that nobody has heard of is refused unless this says that it is meant.'),
  }),
  z.strictObject({ command: z.literal('release'), scope: Scope }),
])
export type SwitchCommandBody = z.infer<typeof SwitchCommandBody>
export const SwitchCommandAnswer = z.strictObject({
  revision: z.int(),
  done: z.boolean(),
  sentence: z.string(),
})
