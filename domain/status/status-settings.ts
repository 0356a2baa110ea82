// What the public status page is about, and what is promised there: the shape of `config/status.yml`.
import * as z from 'zod'

const bySeverity = z.record(
  z.enum(['1', '2', '3', '4']).or(z.string().regex(/^[1-4]$/)),
  z.number().positive(),
)

export const StatusSettings = z.strictObject({
  name: z.string().min(1).max(80),
  components: z.record(
    z.string().regex(/^[a-z0-9-]{1,40}$/, 'a word in lower case'),
    z.strictObject({ name: z.string().min(1).max(80), description: z.string().max(200) }),
  ),
  commitments: z.strictObject({
    acknowledgeWithinMinutes: bySeverity,
    updateEveryMinutes: bySeverity,
    postmortemWithinDays: z.number().positive(),
  }),
  maintenance: z.array(
    z.strictObject({
      title: z.string().min(1).max(200),
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      components: z.array(z.string()).default([]),
    }),
  ),
})
export type StatusSettings = z.infer<typeof StatusSettings>
