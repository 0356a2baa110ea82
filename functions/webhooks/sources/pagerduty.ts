// PagerDuty's V3 webhooks: its incidents that begin, come back and end; what people do with them there is not told again here.
// https://developer.pagerduty.com/docs/webhooks-overview and https://developer.pagerduty.com/docs/verifying-webhook-signatures
import * as z from 'zod'
import { instant, key, labels, line, link, severity } from '../clean.ts'
import { assertSigned } from '../genuine.ts'
import type { Source } from '../source.ts'

const Body = z.object({
  event: z.object({
    id: z.string().min(1),
    event_type: z.string(),
    occurred_at: z.string().nullish(),
    data: z.looseObject({}),
  }),
})
const Reference = z.object({ id: z.string(), summary: z.string().nullish() }).nullish()
const Incident = z.object({
  id: z.string().min(1),
  title: z.string().nullish(),
  html_url: z.string().nullish(),
  created_at: z.string().nullish(),
  urgency: z.string().nullish(),
  priority: Reference,
  service: Reference,
})

const statuses: ReadonlyMap<string, 'firing' | 'resolved'> = new Map([
  ['incident.triggered', 'firing'],
  ['incident.reopened', 'firing'],
  ['incident.resolved', 'resolved'],
])

export const pagerduty: Source = {
  verify: async (received, secrets) =>
    assertSigned(received, {
      header: 'x-pagerduty-signature',
      prefix: 'v1',
      secrets: (await secrets()).pagerduty,
    }),
  read: ({ body }) => {
    const { event } = Body.parse(JSON.parse(body.toString('utf8')))
    const id = key('event', event.id)
    const status = statuses.get(event.event_type)
    if (!status) return { id, alerts: [] }
    const { service, priority, ...incident } = Incident.parse(event.data)
    const startsAt = instant(incident.created_at ?? event.occurred_at)
    const saidAt = instant(event.occurred_at)
    const url = link(incident.html_url)
    const bad = severity(priority?.summary)
    return {
      id,
      alerts: [
        {
          source: 'pagerduty',
          fingerprint: key('pagerduty', incident.id),
          group: key('pagerduty', service?.id ?? incident.id),
          title: line(incident.title ?? '', 300) || `PagerDuty ${line(incident.id, 40)}`,
          status,
          ...(bad === undefined ? {} : { severity: bad }),
          labels: labels({ service: service?.summary, urgency: incident.urgency }),
          ...(startsAt === undefined ? {} : { startsAt }),
          ...(saidAt === undefined ? {} : { saidAt }),
          ...(url === undefined ? {} : { url }),
        },
      ],
    }
  },
}
