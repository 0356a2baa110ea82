// What was promised beside what was kept, counted from the record of each incident.
import type { RecordedEvent } from './recorded-event.ts'
import type { StatusSettings } from './status-settings.ts'

/** How often a promise fell due and how often it was kept. */
export interface Attainment {
  kept: number
  due: number
}
export interface Attained {
  acknowledge: Attainment
  updates: Attainment
  postmortem: Attainment
}

type Commitments = StatusSettings['commitments']
/** The events of one incident, first to last. */
export type IncidentStory = readonly RecordedEvent[]

const MINUTE = 60_000
const DAY = 86_400_000

const first = (story: IncidentStory, is: (event: RecordedEvent) => boolean): number | undefined => {
  const found = story.find(is)
  return found && Date.parse(found.at)
}
const isMove = ({ action, data }: RecordedEvent, to: readonly string[]): boolean =>
  action === 'StatusMoved' && to.includes(String(data['to']))
const isToCustomers = ({ action, data }: RecordedEvent): boolean =>
  action === 'UpdatePosted' && data['public'] === true
const isAnswer = (event: RecordedEvent): boolean =>
  event.action === 'IncidentAcknowledged' ||
  (event.action === 'IncidentRoleGiven' && event.data['role'] === 'lead') ||
  isToCustomers(event)

/** As bad as it ever was; while nobody has said, it counts as SEV2. */
const worst = (story: IncidentStory): string => {
  const said = story.flatMap(({ action, data }) => {
    const severity = action === 'SeveritySet' ? data['to'] : data['severity']
    const says = action === 'SeveritySet' || action === 'IncidentDeclared'
    return says && typeof severity === 'number' ? [severity] : []
  })
  return String(said.length === 0 ? 2 : Math.min(...said))
}

/** Each promise as a moment at which it fell due and the one at which it was kept, if ever. */
interface Promised {
  dueAt: number
  keptAt: number | undefined
}

const acknowledgement = (story: IncidentStory, commitments: Commitments): Promised[] => {
  const within = commitments.acknowledgeWithinMinutes[worst(story)]
  const detected = story.find(({ action }) => action === 'IncidentDeclared')?.data['detectedAt']
  if (within === undefined || detected === undefined) return []
  const dueAt = Date.parse(String(detected)) + within * MINUTE
  const keptAt = first(story, isAnswer)
  const cancelledAt = first(story, (event) => isMove(event, ['cancelled']))
  return keptAt === undefined && cancelledAt !== undefined && cancelledAt <= dueAt ? [] : [{ dueAt, keptAt }]
}

const updates = (story: IncidentStory, commitments: Commitments): Promised[] => {
  const every = commitments.updateEveryMinutes[worst(story)]
  const declaredAt = first(story, ({ action }) => action === 'IncidentDeclared')
  if (every === undefined || declaredAt === undefined) return []
  const overAt = first(story, (event) => isMove(event, ['resolved', 'cancelled']))
  const told = story
    .filter(isToCustomers)
    .map(({ at }) => Date.parse(at))
    .filter((at) => overAt === undefined || at <= overAt)
  const promised = [declaredAt, ...told].map((since, index) => ({
    dueAt: since + every * MINUTE,
    keptAt: told[index],
  }))
  // When it is over before the last promise falls due, nobody is owed another word.
  return promised.filter(
    ({ dueAt, keptAt }) => keptAt !== undefined || overAt === undefined || dueAt < overAt,
  )
}

const postmortem = (story: IncidentStory, commitments: Commitments): Promised[] => {
  const resolvedAt = first(story, (event) => isMove(event, ['resolved']))
  if (resolvedAt === undefined) return []
  const keptAt = first(story, ({ action }) => action === 'IncidentClosed')
  return [{ dueAt: resolvedAt + commitments.postmortemWithinDays * DAY, keptAt }]
}

/** A promise counts once it is kept or has fallen due; one that is still open is neither. */
const count = (promised: readonly Promised[], now: number): Attainment => ({
  kept: promised.filter(({ dueAt, keptAt }) => keptAt !== undefined && keptAt <= dueAt).length,
  due: promised.filter(({ dueAt, keptAt }) => keptAt !== undefined || dueAt < now).length,
})

/** Over all incidents but exercises; `now` as ISO 8601. */
export const attained = (
  stories: readonly IncidentStory[],
  commitments: Commitments,
  now: string,
): Attained => {
  const real = stories.filter((story) =>
    story.some(({ action, data }) => action === 'IncidentDeclared' && data['drill'] !== true),
  )
  const of = (promises: (story: IncidentStory, commitments: Commitments) => Promised[]): Attainment =>
    count(
      real.flatMap((story) => promises(story, commitments)),
      Date.parse(now),
    )
  return { acknowledge: of(acknowledgement), updates: of(updates), postmortem: of(postmortem) }
}
