// For every system without a format of its own here: a title is enough, and the rest makes it better.
import * as z from 'zod'
import type { Alert } from '#domain/incident/alert.ts'
import { GenericAlert } from '#functions/contracts/webhooks.ts'
import { digest, instant, key, labels, line, link, severity } from '../clean.ts'
import { assertBearer } from '../genuine.ts'
import { type MemberProblem, readMembers } from '../members.ts'
import type { Source } from '../source.ts'
import { statusOf } from '../status-words.ts'

/** "Disk 91 % full" and "Disk 93 % full" are two alerts, and likely one trouble. */
const withoutNumbers = (title: string): string => title.toLowerCase().replace(/\d+/g, '#')

const toAlert = (given: GenericAlert): Alert => {
  const { status, unknown } = statusOf(given.status)
  const said = line(given.title, 300) || 'Alert'
  const title = unknown === undefined ? said : line(`${said} (its status “${unknown}” is not known)`, 300)
  const startsAt = instant(given.startsAt)
  const saidAt = status === 'resolved' ? instant(given.endsAt) : startsAt
  const url = link(given.url)
  const bad = severity(given.severity, given.labels['severity'])
  return {
    source: 'generic',
    fingerprint: key('generic', given.fingerprint ?? digest(said.toLowerCase())),
    group: key('generic', given.group ?? withoutNumbers(said)),
    title,
    status,
    ...(bad === undefined ? {} : { severity: bad }),
    labels: labels(given.labels),
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(saidAt === undefined ? {} : { saidAt }),
    ...(url === undefined ? {} : { url }),
  }
}

/** It is taken as firing, and its sender is told. */
const unknownStatus = (member: unknown, index: number): MemberProblem[] => {
  const { unknown } = statusOf(GenericAlert.safeParse(member).data?.status ?? 'firing')
  return unknown === undefined
    ? []
    : [
        {
          index,
          field: 'status',
          message: line(
            `“${unknown}” is not known and was taken as firing; config/webhooks.yml has the words`,
            300,
          ),
        },
      ]
}

export const generic: Source = {
  verify: async (received, secrets) => assertBearer(received, (await secrets()).token),
  read: ({ headers, body }) => {
    const value: unknown = JSON.parse(body.toString('utf8'))
    const several = z.object({ alerts: z.array(z.unknown()).min(1) }).safeParse(value).data
    const id = headers['idempotency-key']
    const list = several?.alerts ?? [value]
    const { alerts, problems } = readMembers(list, GenericAlert, toAlert)
    const unknown = list.flatMap((each, index) => unknownStatus(each, index))
    return { ...(id ? { id: digest(id) } : {}), alerts, problems, notes: unknown }
  },
}
