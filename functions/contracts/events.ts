// The trace that an agent reports of what it did: prompts, model calls, tools, outputs and errors.
import * as z from 'zod'
import { Json } from '#domain/shared/json.ts'

const text = z.string().min(1).max(200)

export const TraceEventBody = z.strictObject({
  id: text.describe('Yours, unique per event; the same id is kept once.'),
  at: z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString()),
  session: text.optional(),
  run: text.optional(),
  kind: z.enum(['prompt', 'model', 'tool', 'output', 'error']),
  summary: z.string().max(2_000).default(''),
  digest: z.string().max(200).optional(),
  data: z
    .record(z.string().max(200), Json)
    .optional()
    .describe(
      'Anything else. `mismatch: true` on an error says that what ran was not what was approved, `unasked: true` that nothing was.',
    ),
})
export type TraceEventBody = z.infer<typeof TraceEventBody>

export const EventsBody = z.strictObject({ events: z.array(TraceEventBody).min(1).max(100) })
export const EventsAnswer = z.strictObject({
  recorded: z.int().describe('How many of them were new.'),
})
