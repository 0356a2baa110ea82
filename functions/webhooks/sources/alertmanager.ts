// Alertmanager's webhook, and Grafana's, which sends the same with a few fields more.
// https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
// https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
import * as z from 'zod'
import type { Alert } from '#domain/incident/alert.ts'
import { digest, instant, key, labels, line, link, severity } from '../clean.ts'
import { assertBearer } from '../genuine.ts'
import type { Source } from '../source.ts'

const Labels = z.record(z.string(), z.string())
const Entry = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: Labels,
  annotations: Labels.default({}),
  startsAt: z.string().optional(),
  generatorURL: z.string().optional(),
  dashboardURL: z.string().optional(),
  panelURL: z.string().optional(),
  fingerprint: z.string().optional(),
})
const Notification = z.object({
  groupKey: z.string().optional(),
  alerts: z.array(Entry).min(1).max(2_000),
})

const sortedText = (map: Record<string, string>): string => JSON.stringify(Object.entries(map).sort())

const titleOf = ({ labels: { alertname = 'Alert' }, annotations }: z.infer<typeof Entry>): string => {
  const summary = annotations['summary'] ?? annotations['description']
  if (!summary) return alertname
  return summary.includes(alertname) ? summary : `${alertname}: ${summary}`
}

const toAlert = (source: string, groupKey: string | undefined, entry: z.infer<typeof Entry>): Alert => {
  const name = entry.labels['alertname'] ?? 'Alert'
  const startsAt = instant(entry.startsAt)
  const url = link(entry.panelURL) ?? link(entry.dashboardURL) ?? link(entry.generatorURL)
  const bad = severity(entry.labels['severity'], entry.labels['priority'])
  return {
    source,
    fingerprint: key(source, entry.fingerprint || digest(sortedText(entry.labels))),
    group: key(source, groupKey || name),
    title: line(titleOf(entry), 300) || 'Alert',
    status: entry.status,
    ...(bad === undefined ? {} : { severity: bad }),
    labels: labels(entry.labels),
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(url === undefined ? {} : { url }),
  }
}

const sourceNamed = (source: string): Source => ({
  verify: async (received, secrets) => assertBearer(received, (await secrets()).token),
  read: ({ body }) => {
    const { groupKey, alerts } = Notification.parse(JSON.parse(body.toString('utf8')))
    return { alerts: alerts.map((entry) => toAlert(source, groupKey, entry)) }
  },
})

export const alertmanager = sourceNamed('alertmanager')
export const grafana = sourceNamed('grafana')
