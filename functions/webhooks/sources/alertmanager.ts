// Alertmanager's webhook, and Grafana's, which sends the same with a few fields more.
// https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
// https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
import * as z from 'zod'
import type { Alert } from '#domain/incident/alert.ts'
import { digest, instant, key, labels, line, link, severity } from '../clean.ts'
import { assertBearer } from '../genuine.ts'
import { readMembers } from '../members.ts'
import type { Source } from '../source.ts'
import { statusOf } from '../status-words.ts'

/** `null` is how some senders say "none", and a number may stand where text is meant. */
const Labels = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .nullish()
  .transform((given) =>
    Object.fromEntries(
      Object.entries(given ?? {}).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
    ),
  )
const Text = z.string().nullish()
const Entry = z.object({
  status: z.string().min(1),
  labels: Labels,
  annotations: Labels,
  startsAt: Text,
  endsAt: Text,
  generatorURL: Text,
  dashboardURL: Text,
  panelURL: Text,
  fingerprint: Text,
})
const Notification = z.object({ groupKey: Text, alerts: z.array(z.unknown()).min(1) })

const sortedText = (map: Record<string, string>): string => JSON.stringify(Object.entries(map).sort())

const titleOf = ({ labels: { alertname = 'Alert' }, annotations }: z.infer<typeof Entry>): string => {
  const summary = annotations['summary'] ?? annotations['description']
  if (!summary) return alertname
  return summary.includes(alertname) ? summary : `${alertname}: ${summary}`
}

const toAlert = (
  source: string,
  groupKey: string | null | undefined,
  entry: z.infer<typeof Entry>,
): Alert => {
  const name = entry.labels['alertname'] ?? 'Alert'
  const { status } = statusOf(entry.status)
  const startsAt = instant(entry.startsAt)
  // A firing alert's end is only when it will be forgotten.
  const saidAt = status === 'resolved' ? instant(entry.endsAt) : startsAt
  const url = link(entry.panelURL) ?? link(entry.dashboardURL) ?? link(entry.generatorURL)
  const bad = severity(entry.labels['severity'], entry.labels['priority'])
  return {
    source,
    fingerprint: key(source, entry.fingerprint || digest(sortedText(entry.labels))),
    group: key(source, groupKey || name),
    title: line(titleOf(entry), 300) || 'Alert',
    status,
    ...(bad === undefined ? {} : { severity: bad }),
    labels: labels(entry.labels),
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(saidAt === undefined ? {} : { saidAt }),
    ...(url === undefined ? {} : { url }),
  }
}

const sourceNamed = (source: string): Source => ({
  verify: async (received, secrets) => assertBearer(received, (await secrets()).token),
  read: ({ body }) => {
    const { groupKey, alerts } = Notification.parse(JSON.parse(body.toString('utf8')))
    return readMembers(alerts, Entry, (entry) => toAlert(source, groupKey, entry))
  },
})

export const alertmanager = sourceNamed('alertmanager')
export const grafana = sourceNamed('grafana')
