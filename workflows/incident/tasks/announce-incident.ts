// Records what the clocks have decided, then tells people: the card as it stands and one message in its thread for each thing that happened.
import { randomUUID } from 'node:crypto'
import { incidentSettings } from '#config/load.ts'
import { isStorm } from '#domain/incident/alerts.ts'
import { type Incident, isOpen } from '#domain/incident/state.ts'
import { nextDueAt } from '#domain/incident/timers.ts'
import { plusSeconds, secondsUntil } from '#domain/shared/time.ts'
import { readIncidentAt, runIncident } from '#store/incident/incidents.ts'
import { invocation } from '#telemetry/invocation.ts'
import { postThread, showCard } from '#workflows/incident/card.ts'
import { secondsToWait } from '#workflows/posting.ts'

interface Output {
  id: string
  /** `quiet` waits the whole time, without the relay: Slack takes nothing yet, or alerts pour in. */
  phase: 'waiting' | 'quiet' | 'over'
  /** The last event that is in the thread. */
  seq: number
  waitSeconds: number
}

/** Step Functions waits no more than three years at once; whoever looks once a month is never far off. */
const LONGEST_WAIT = 30 * 86_400
const STORM_PAUSE = 15

/** @throws SlackUnavailable and table errors, which the workflow retries; what was recorded stays recorded */
export const handler = invocation(async ({ id }: { id: string }): Promise<Output> => {
  const now = new Date().toISOString()
  const settings = incidentSettings()
  await runIncident(id, { type: 'TickIncident', now, settings }, randomUUID())
  const loaded = await readIncidentAt(id)
  if (!loaded) throw new Error(`${id} does not exist`)
  const { incident, seq } = loaded

  const due = nextDueAt(incident, settings)
  const waitSeconds =
    due === undefined ? LONGEST_WAIT : Math.min(LONGEST_WAIT, Math.max(1, secondsUntil(now, due)))
  const wait = await secondsToWait(async () => {
    await showCard(incident, now)
    await postThread(incident)
  })
  if (wait !== undefined) return { id, seq, phase: 'quiet', waitSeconds: Math.min(wait, waitSeconds) }
  if (pours(incident, now))
    return { id, seq, phase: 'quiet', waitSeconds: Math.min(waitSeconds, STORM_PAUSE) }
  const over = due === undefined && !isOpen(incident) && incident.status !== 'resolved'
  return { id, seq, phase: over ? 'over' : 'waiting', waitSeconds }
})

const pours = (incident: Incident, now: string): boolean =>
  isOpen(incident) && isStorm(incident.storm) && now < plusSeconds(incident.storm.since, 300)
