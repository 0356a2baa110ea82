// An incident as a story: events given, a command, and what follows from it.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { DeclareIncident, IncidentCommand } from '#domain/incident/commands.ts'
import type { IncidentEvent } from '#domain/incident/events.ts'
import { incident } from '#domain/incident/incident.ts'
import { IncidentSettings } from '#domain/incident/settings.ts'
import type { Incident, IncidentState } from '#domain/incident/state.ts'
import type { Decision } from '#domain/shared/decider.ts'
import { plusSeconds } from '#domain/shared/time.ts'

export const settings = IncidentSettings.parse(parse(readFileSync('config/severities.yml', 'utf8')))

export const declaredAt = '2026-03-02T10:00:00.000Z'
export const after = (seconds: number): string => plusSeconds(declaredAt, seconds)
export const by = { kind: 'person' as const, id: 'UPLATFORM' }
/** What every command of a person carries, `seconds` after the declaration. */
export const at = (seconds: number) => ({ now: after(seconds), by, mayAct: true, settings })

/** Runs commands one after the other; each must be allowed. */
export const told = (...commands: IncidentCommand[]): Incident => {
  let state: IncidentState = incident.initialState
  for (const command of commands) {
    const { events, refusal } = incident.decide(state, command)
    if (refusal) throw new Error(refusal.sentence)
    state = events.reduce(incident.evolve, state)
  }
  if (state.status === 'none') throw new Error('nothing was declared')
  return state
}

export const declare = (more: Partial<DeclareIncident> = {}): DeclareIncident => ({
  type: 'DeclareIncident',
  ...at(0),
  id: 'INC-1',
  title: 'Mails go out twice',
  severity: 2,
  ...more,
})

export const decide = (state: IncidentState, command: IncidentCommand): Decision<IncidentEvent> =>
  incident.decide(state, command)

export const types = ({ events }: Decision<IncidentEvent>): string[] => events.map(({ type }) => type)

/** Looks at the clocks every `step` seconds until `end`, and says what they recorded and when. */
export const watch = (state: Incident, end: number, step = 1): [number, string][] => {
  const seen: [number, string][] = []
  let current: IncidentState = state
  for (let second = 0; second <= end; second += step) {
    const { events } = incident.decide(current, { type: 'TickIncident', now: after(second), settings })
    for (const event of events) seen.push([second, event.type])
    current = events.reduce(incident.evolve, current)
  }
  return seen
}
