// For every system without a format of its own here: a title is enough, and the rest makes it better.
import type { Alert } from '#domain/incident/alert.ts'
import { type GenericAlert, GenericBody } from '#functions/contracts/webhooks.ts'
import { digest, instant, key, labels, line, link, severity } from '../clean.ts'
import { assertBearer } from '../genuine.ts'
import type { Source } from '../source.ts'

const over = new Set(['resolved', 'resolve', 'ok', 'closed', 'recovered', 'inactive'])

/** "Disk 91 % full" and "Disk 93 % full" are the same trouble. */
const withoutNumbers = (title: string): string => title.toLowerCase().replace(/\d+/g, '#')

const toAlert = (given: GenericAlert): Alert => {
  const title = line(given.title, 300) || 'Alert'
  const same = withoutNumbers(title)
  const startsAt = instant(given.startsAt)
  const url = link(given.url)
  const bad = severity(given.severity, given.labels['severity'])
  return {
    source: 'generic',
    fingerprint: key('generic', given.fingerprint ?? digest(same)),
    group: key('generic', given.group ?? same),
    title,
    status: over.has(given.status.toLowerCase()) ? 'resolved' : 'firing',
    ...(bad === undefined ? {} : { severity: bad }),
    labels: labels(given.labels),
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(url === undefined ? {} : { url }),
  }
}

export const generic: Source = {
  verify: async (received, secrets) => assertBearer(received, (await secrets()).token),
  read: ({ headers, body }) => {
    const parsed = GenericBody.parse(JSON.parse(body.toString('utf8')))
    const id = headers['idempotency-key']
    return {
      ...(id ? { id: digest(id) } : {}),
      alerts: ('alerts' in parsed ? parsed.alerts : [parsed]).map(toAlert),
    }
  },
}
