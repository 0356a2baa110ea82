// The public status page as data: only what was published, what is planned, and what was promised and kept.

import * as z from 'zod'
import { type Communication, isPublic, MessageKind } from '../communication/state.ts'
import { durationInWords } from '../shared/duration.ts'
import { Instant } from '../shared/time.ts'
import type { Attained } from './commitments.ts'
import type { StatusSettings } from './status-settings.ts'

export const Health = z.enum(['operational', 'maintenance', 'degraded', 'disrupted'])
export type Health = z.infer<typeof Health>

const PublishedMessage = z.strictObject({
  id: z.string(),
  kind: MessageKind,
  title: z.string(),
  text: z.string(),
  publishedAt: Instant,
  corrects: z.string().nullable().describe('The earlier message that this one corrects.'),
  correctedBy: z.string().nullable(),
})
export type PublishedMessage = z.infer<typeof PublishedMessage>

const PublishedIncident = z.strictObject({
  id: z.string(),
  title: z.string(),
  severity: z.int(),
  components: z.array(z.string()),
  messages: z.array(PublishedMessage).describe('Newest first.'),
})
export type PublishedIncident = z.infer<typeof PublishedIncident>

const Maintenance = z.strictObject({
  title: z.string(),
  from: z.string(),
  to: z.string(),
  components: z.array(z.string()),
  underWay: z.boolean(),
})

const Commitment = z.strictObject({
  promise: z.string(),
  kept: z.int(),
  due: z.int().describe('How often it fell due in the last 90 days.'),
})
export type Commitment = z.infer<typeof Commitment>

export const StatusPage = z.strictObject({
  name: z.string(),
  status: Health,
  lookingInto: z
    .boolean()
    .describe('Something serious is being looked into that nothing has been published about yet.'),
  at: Instant,
  components: z.array(
    z.strictObject({ id: z.string(), name: z.string(), description: z.string(), status: Health }),
  ),
  current: z.array(PublishedIncident),
  maintenance: z.array(Maintenance),
  history: z.array(PublishedIncident).describe('Newest first.'),
  commitments: z.array(Commitment),
})
export type StatusPage = z.infer<typeof StatusPage>

type Published = Extract<Communication, { status: 'published' }>

const incidentOf = (id: string, published: readonly Published[]): PublishedIncident => {
  const drafts = published.map(({ draft }) => draft)
  return {
    id,
    title: drafts.findLast(({ kind }) => kind !== 'correction')?.title ?? drafts[0]!.title,
    severity: drafts[0]!.severity,
    components: [...new Set(drafts.flatMap(({ components }) => components))],
    messages: published.map(({ draft: { id, kind, title, text, corrects }, publishedAt }) => ({
      id,
      kind,
      title,
      text,
      publishedAt,
      corrects: corrects ?? null,
      correctedBy: drafts.find((other) => other.corrects === id)?.id ?? null,
    })),
  }
}

const isOver = ({ messages }: PublishedIncident): boolean =>
  messages.find(({ kind }) => kind !== 'correction')?.kind === 'resolution'

const bySeverity = (minutes: Record<string, number>): string =>
  Object.entries(minutes)
    .map(([severity, limit]) => `${durationInWords(limit * 60)} (SEV${severity})`)
    .join(', ')

const commitmentsOf = (
  { acknowledgeWithinMinutes, updateEveryMinutes, postmortemWithinDays }: StatusSettings['commitments'],
  { acknowledge, updates, postmortem }: Attained,
): Commitment[] => [
  { promise: `Acknowledged within ${bySeverity(acknowledgeWithinMinutes)}`, ...acknowledge },
  { promise: `Updates every ${bySeverity(updateEveryMinutes)}`, ...updates },
  { promise: `What we learned within ${durationInWords(postmortemWithinDays * 86_400)}`, ...postmortem },
]

const worstFirst: readonly Health[] = ['disrupted', 'degraded', 'maintenance', 'operational']
const worstOf = (all: readonly Health[]): Health =>
  worstFirst.find((health) => all.includes(health)) ?? 'operational'

export interface StatusFacts {
  settings: StatusSettings
  /** Newest first. */
  published: readonly Published[]
  /** Incidents that are still worked on. */
  open: ReadonlySet<string>
  /** Those of them that are SEV1 or SEV2 and not yet mitigated. */
  grave: ReadonlySet<string>
  attained: Attained
  now: string
}

/** Nothing that was not published to everybody is on it: an incident that the public was not told of is not there. */
export const statusPage = ({ settings, published, open, grave, attained, now }: StatusFacts): StatusPage => {
  const toCustomers = published.filter(({ draft }) => isPublic(draft))
  const incidents = [...new Set(toCustomers.map(({ draft }) => draft.incident))].map((id) =>
    incidentOf(
      id,
      toCustomers.filter(({ draft }) => draft.incident === id),
    ),
  )
  const isCurrent = (incident: PublishedIncident): boolean => open.has(incident.id) && !isOver(incident)
  const current = incidents.filter(isCurrent)
  const maintenance = settings.maintenance
    .filter(({ to }) => Date.parse(to) > Date.parse(now))
    .map((planned) => ({ ...planned, underWay: Date.parse(planned.from) <= Date.parse(now) }))
  const harm = ({ severity }: PublishedIncident): Health => (severity === 1 ? 'disrupted' : 'degraded')
  const components = Object.entries(settings.components).map(([id, component]) => ({
    id,
    ...component,
    status: worstOf([
      ...current.filter(({ components }) => components.includes(id)).map(harm),
      ...maintenance.flatMap(({ underWay, components }): Health[] =>
        underWay && components.includes(id) ? ['maintenance'] : [],
      ),
    ]),
  }))
  const told = new Set(current.map(({ id }) => id))
  return {
    name: settings.name,
    // That much is the truth before anybody has found words for it.
    lookingInto: [...grave].some((id) => !told.has(id)),
    at: now,
    components,
    current,
    maintenance,
    status: worstOf([...components.map(({ status }) => status), ...current.map(harm)]),
    history: incidents.filter((incident) => !isCurrent(incident)),
    commitments: commitmentsOf(settings.commitments, attained),
  }
}
