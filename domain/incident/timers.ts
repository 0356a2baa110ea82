// The clocks of an incident: who must be called, which promise was missed, what is late, and when to look again.
import { system } from '../shared/actor.ts'
import { plusSeconds } from '../shared/time.ts'
import type { IncidentEvent } from './events.ts'
import { nagsBy, nextNagAt } from './follow-up.ts'
import { type IncidentSettings, updateSeconds } from './settings.ts'
import { type Incident, isOpen } from './state.ts'

const NUDGES = 5
const STAGE_SECONDS = 300
const every = { lead: 120, severity: 300 } as const
export const LAST_STAGE = 3

type Missing = keyof typeof every

/** What nobody has answered yet. Acknowledging is an answer to both. */
const missing = (incident: Incident): Missing[] => {
  if (incident.acknowledgedAt) return []
  return [
    ...(incident.lead === undefined ? (['lead'] as const) : []),
    ...(incident.severity === undefined ? (['severity'] as const) : []),
  ]
}

const elapsed = (from: string, now: string): number => (Date.parse(now) - Date.parse(from)) / 1000

/** When the first stage begins: as the sixth nudge would. */
const escalatesAt = (incident: Incident): string | undefined =>
  missing(incident)
    .map((what) => plusSeconds(incident.declaredAt, every[what] * (NUDGES + 1)))
    .sort()[0]

const stageAt = (incident: Incident, now: string): number => {
  const from = escalatesAt(incident)
  if (from === undefined || now < from) return 0
  return Math.min(LAST_STAGE, 1 + Math.floor(elapsed(from, now) / STAGE_SECONDS))
}

const nudgesAt = (incident: Incident, what: Missing, now: string): number =>
  Math.min(NUDGES, Math.floor(elapsed(incident.declaredAt, now) / every[what]))

const latePhases = ({ steps, latePhases }: Incident, now: string) =>
  [...new Map(steps.map((step) => [step.phase, step])).values()].filter(
    ({ phase, dueAt }) =>
      now >= dueAt &&
      !latePhases.includes(phase) &&
      steps.some((step) => step.phase === phase && step.done === undefined),
  )

/**
 * What has fallen due by `now` and is not recorded yet. Each clock speaks once, also when it was looked at late: three
 * missed nudges are one.
 */
export const dueEvents = (incident: Incident, now: string, settings: IncidentSettings): IncidentEvent[] => {
  const happened = { at: now, by: system('clock') }
  const events: IncidentEvent[] = []
  if (isOpen(incident)) {
    for (const what of missing(incident)) {
      const count = nudgesAt(incident, what, now)
      if (count > incident.nudges[what])
        events.push({ type: what === 'lead' ? 'LeadNudged' : 'SeverityNudged', ...happened, count })
    }
    const stage = stageAt(incident, now)
    if (stage > incident.stage) events.push({ type: 'IncidentEscalated', ...happened, stage })
    const { nextAt, flags } = incident.updates
    const late =
      now < nextAt ? 0 : 1 + Math.floor(elapsed(nextAt, now) / updateSeconds(settings, incident.severity))
    if (late > flags) events.push({ type: 'UpdateLate', ...happened, promisedAt: nextAt, flags: late })
    for (const { phase, title } of latePhases(incident, now))
      events.push({ type: 'ChecklistLate', ...happened, phase, title })
  }
  if (incident.status !== 'cancelled')
    for (const each of incident.followUps) {
      const at = nextNagAt(each, settings.timeZone)
      if (at === undefined || now < at) continue
      const nags = nagsBy(each, now, settings.timeZone)
      const { id, owner, what } = each
      events.push({ type: 'FollowUpNagged', ...happened, id, owner, what, nags })
    }
  return events
}

/** When something falls due next; undefined when nothing is waited for any more. */
export const nextDueAt = (incident: Incident, settings: IncidentSettings): string | undefined => {
  const times: (string | undefined)[] = []
  if (isOpen(incident)) {
    for (const what of missing(incident))
      if (incident.nudges[what] < NUDGES)
        times.push(plusSeconds(incident.declaredAt, every[what] * (incident.nudges[what] + 1)))
    const from = escalatesAt(incident)
    if (from !== undefined && incident.stage < LAST_STAGE)
      times.push(plusSeconds(from, STAGE_SECONDS * incident.stage))
    const { nextAt, flags } = incident.updates
    times.push(plusSeconds(nextAt, flags * updateSeconds(settings, incident.severity)))
    for (const { phase, dueAt, done } of incident.steps)
      if (done === undefined && !incident.latePhases.includes(phase)) times.push(dueAt)
  }
  if (incident.status !== 'cancelled')
    times.push(...incident.followUps.map((each) => nextNagAt(each, settings.timeZone)))
  return times.filter((time) => time !== undefined).sort()[0]
}
