// What the public status page is about, and what is promised there: the shape of `config/status.yml`.
import * as z from 'zod'
import { nearest } from '../shared/nearest.ts'

const bySeverity = z.record(
  z.enum(['1', '2', '3', '4']).or(z.string().regex(/^[1-4]$/)),
  z.number().positive(),
)

/** With a zone, whichever it is; kept in UTC. */
const Moment = z.iso
  .datetime({ offset: true, error: 'a time with its zone, like 2026-12-01T10:00:00+01:00' })
  .transform((time) => new Date(time).toISOString())

const Planned = z.strictObject({
  title: z.string().min(1).max(200),
  from: Moment,
  to: Moment,
  components: z.array(z.string()).default([]),
})

export const StatusSettings = z
  .strictObject({
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
    maintenance: z.array(Planned),
  })
  .superRefine(({ components, maintenance }, context) => {
    const known = Object.keys(components)
    for (const [index, planned] of maintenance.entries()) {
      if (planned.to <= planned.from)
        context.addIssue({
          code: 'custom',
          path: ['maintenance', index, 'to'],
          message: 'ends before it begins',
        })
      for (const [place, component] of planned.components.entries()) {
        if (known.includes(component)) continue
        const meant = nearest(component, known)
        const message = `is no component${meant ? `; did you mean ${meant}?` : ''}`
        context.addIssue({ code: 'custom', path: ['maintenance', index, 'components', place], message })
      }
    }
  })
export type StatusSettings = z.infer<typeof StatusSettings>
