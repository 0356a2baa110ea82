// What the webhooks take that have no format of their own, and what every webhook answers.
import * as z from 'zod'

const text = z.string().max(10_000)

export const GenericAlert = z
  .object({
    title: text.min(1).describe('What is wrong, in a line'),
    fingerprint: text
      .min(1)
      .optional()
      .describe('The same for the same trouble; without it, the title less its numbers'),
    group: text.min(1).optional().describe('Alerts that share it share an incident'),
    status: text.default('firing').describe('`firing`, or `resolved` (also `ok`, `closed`, `recovered`)'),
    severity: z
      .union([text, z.int()])
      .optional()
      .describe('`sev1` … `sev4`, or a word of config/webhooks.yml'),
    labels: z.record(z.string(), z.union([text, z.number(), z.boolean(), z.null()])).default({}),
    startsAt: text.optional().describe('When it began, as ISO 8601'),
    url: text.optional().describe('Where to look'),
  })
  .meta({ title: 'GenericAlert' })
export type GenericAlert = z.infer<typeof GenericAlert>

/** The body of `/webhooks/generic`; other sources send their own. Fields that are not known are not looked at. */
export const GenericBody = z.union([
  z.object({ alerts: z.array(GenericAlert).min(1).max(1_000) }),
  GenericAlert,
])

export const WebhookAnswer = z.strictObject({
  received: z.int().describe('Alerts in this delivery that are of concern here'),
  new: z.int().describe('Those of them that were not in the record yet'),
})
