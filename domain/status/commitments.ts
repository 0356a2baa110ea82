// What was promised beside what was kept, counted from the record of each incident.
import type { IncidentEvent } from '../incident/events.ts'
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
export type IncidentStory = readonly IncidentEvent[]

const MINUTE = 60_000
const DAY = 86_400_000

const first = (story: IncidentStory, is: (event: IncidentEvent) => boolean): number | undefined => {
  const found = story.find(is)
  return found && Date.parse(found.at)
}
const isMove = (event: IncidentEvent, to: readonly string[]): boolean =>
  event.type === 'StatusMoved' && to.includes(event.to)
const isToCustomers = (event: IncidentEvent): boolean => event.type === 'UpdatePosted' && event.public
const isAnswer = (event: IncidentEvent): boolean =>
  event.type === 'IncidentAcknowledged' ||
  (event.type === 'IncidentRoleGiven' && event.role === 'lead') ||
  isToCustomers(event)

/** Each promise as a moment at which it fell due and the one at which it was kept, if ever. */
interface Promised {
  dueAt: number
  keptAt: number | undefined
}

type Declared = Extract<IncidentEvent, { type: 'IncidentDeclared' }>

interface Clock {
  /** By severity; where there is none, nothing is promised. */
  minutes: Commitments['updateEveryMinutes']
  /** Where the first promise counts from, as the declaration says. */
  from: (declaration: Declared) => number
  keeps: (event: IncidentEvent) => boolean
  ends: (event: IncidentEvent) => boolean
}

/**
 * One promise after the other, each judged by how bad it was when it was made, as the incident's card had it: another
 * severity promises anew from its moment on, but what was missed before stays missed.
 */
const promises = (story: IncidentStory, { minutes, from, keeps, ends }: Clock): Promised[] => {
  const made: Promised[] = []
  let dueAt: number | undefined
  // While nobody has said, it counts as SEV2.
  const promise = (since: number, severity: unknown): void => {
    const within = minutes[String(severity ?? 2)]
    dueAt = within === undefined ? undefined : since + within * MINUTE
  }
  let severity: unknown
  for (const event of story) {
    const at = Date.parse(event.at)
    const missed = dueAt !== undefined && dueAt < at ? [{ dueAt, keptAt: undefined }] : []
    if (event.type === 'IncidentDeclared') {
      severity = event.severity
      promise(from(event), severity)
    } else if (event.type === 'SeveritySet') {
      made.push(...missed)
      severity = event.to
      promise(at, severity)
    } else if (ends(event)) {
      // When it is over before a promise falls due, nobody is owed another word.
      return [...made, ...missed]
    } else if (keeps(event)) {
      if (dueAt !== undefined) made.push({ dueAt, keptAt: at })
      promise(at, severity)
    }
  }
  return dueAt === undefined ? made : [...made, { dueAt, keptAt: undefined }]
}

/**
 * When we could first have answered. An alert that says it began long before it reached us was nobody's to see until it
 * did; within a minute, the source's word counts.
 */
const noticedAt = (declared: Declared): number => {
  const [declaredAt, detectedAt] = [Date.parse(declared.at), Date.parse(declared.detectedAt)]
  return declaredAt - detectedAt <= MINUTE ? detectedAt : declaredAt
}

const acknowledgement = (story: IncidentStory, commitments: Commitments): Promised[] => {
  const answer = story.findIndex(isAnswer)
  const cancelledAt = first(story, (event) => isMove(event, ['cancelled']))
  // Promised once: what comes after the first answer, or after it was missed, asks for no other.
  return promises(answer < 0 ? story : story.slice(0, answer + 1), {
    minutes: commitments.acknowledgeWithinMinutes,
    from: noticedAt,
    keeps: isAnswer,
    ends: () => false,
  })
    .slice(0, 1)
    .filter(({ dueAt }) => cancelledAt === undefined || cancelledAt > dueAt)
}

const updates = (story: IncidentStory, commitments: Commitments): Promised[] =>
  promises(story, {
    minutes: commitments.updateEveryMinutes,
    from: ({ at }) => Date.parse(at),
    keeps: isToCustomers,
    ends: (event) => isMove(event, ['resolved', 'cancelled']),
  })

const postmortem = (story: IncidentStory, commitments: Commitments): Promised[] => {
  const resolvedAt = first(story, (event) => isMove(event, ['resolved']))
  if (resolvedAt === undefined) return []
  const keptAt = first(story, ({ type }) => type === 'IncidentClosed')
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
    story.some((event) => event.type === 'IncidentDeclared' && !event.drill),
  )
  const of = (promises: (story: IncidentStory, commitments: Commitments) => Promised[]): Attainment =>
    count(
      real.flatMap((story) => promises(story, commitments)),
      Date.parse(now),
    )
  return { acknowledge: of(acknowledgement), updates: of(updates), postmortem: of(postmortem) }
}
