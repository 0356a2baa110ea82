// What the webhooks take that have no format of their own, and what every webhook answers.
import * as z from 'zod'

const text = z.string().max(10_000)

export const GenericAlert = z
  .object({
    title: text.min(1).describe('What is wrong, in a line'),
    fingerprint: text
      .min(1)
      .optional()
      .describe('The same for the same trouble; without it, the title as it is'),
    group: text
      .min(1)
      .optional()
      .describe(
        'Alerts that share it share an incident; without it, those whose titles differ in numbers only',
      ),
    status: text
      .default('firing')
      .describe(
        '`firing`, `resolved`, or a word of config/webhooks.yml; one that is not known counts as firing',
      ),
    severity: z
      .union([text, z.int()])
      .optional()
      .describe('`sev1` … `sev4`, or a word of config/webhooks.yml'),
    labels: z
      .record(z.string(), z.union([text, z.number(), z.boolean(), z.null()]))
      .nullish()
      .transform((given) => given ?? {}),
    startsAt: text.nullish().describe('When it began, as ISO 8601'),
    endsAt: text.nullish().describe('When it was over, as ISO 8601'),
    url: text.nullish().describe('Where to look'),
  })
  .meta({ title: 'GenericAlert' })
export type GenericAlert = z.infer<typeof GenericAlert>

/** The body of `/webhooks/generic`; other sources send their own. Fields that are not known are not looked at. */
export const GenericBody = z.union([z.object({ alerts: z.array(GenericAlert).min(1) }), GenericAlert])

export const WebhookAnswer = z.strictObject({
  received: z.int().describe('Alerts in this delivery that are of concern here'),
  new: z.int().describe('Those of them that were not in the record yet'),
  refused: z
    .int()
    .optional()
    .describe(
      'Members of this delivery that could not be taken; they are on record and need not be sent again',
    ),
  problems: z
    .array(z.strictObject({ index: z.int(), field: z.string(), message: z.string() }))
    .optional()
    .describe('What was refused, or not taken as it was meant, and why: the first ten'),
})
