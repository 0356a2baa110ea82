// Records what the clocks have decided, then tells people: the card as it stands and one message in its thread for each thing that happened.
import { randomUUID } from 'node:crypto'
import { incidentSettings } from '#config/load.ts'
import { isStorm } from '#domain/incident/alerts.ts'
import { type Incident, isOpen } from '#domain/incident/state.ts'
import { nextDueAt } from '#domain/incident/timers.ts'
import { plusSeconds, secondsUntil } from '#domain/shared/time.ts'
import { SlackRateLimited } from '#gateways/slack-errors.ts'
import { incidentStream, readIncidentAt, runIncident } from '#store/incident/incidents.ts'
import { readCard } from '#store/workflow-items.ts'
import { postpone, postThread, showCard, WORKFLOW } from '#workflows/incident/card.ts'

interface Output {
  id: string
  /** `quiet` waits the whole time, without the relay: Slack asked for a pause, or alerts pour in. */
  phase: 'waiting' | 'quiet' | 'over'
  /** The last event that people have been told of. */
  seq: number
  waitSeconds: number
}

/** Step Functions waits no more than three years at once; whoever looks once a month is never far off. */
const LONGEST_WAIT = 30 * 86_400
const STORM_PAUSE = 15

/** @throws SlackUnavailable and table errors, which the workflow retries; what was recorded stays recorded */
export const handler = async ({ id }: { id: string }): Promise<Output> => {
  const now = new Date().toISOString()
  const settings = incidentSettings()
  await runIncident(id, { type: 'TickIncident', now, settings }, randomUUID())
  const loaded = await readIncidentAt(id)
  if (!loaded) throw new Error(`${id} does not exist`)
  const { incident, seq } = loaded

  const pause = secondsUntil(now, (await readCard(incidentStream(id), WORKFLOW))?.notBefore ?? now)
  if (pause > 0) return { id, seq, phase: 'quiet', waitSeconds: pause }
  try {
    await showCard(incident, now)
    await postThread(incident)
  } catch (error) {
    if (!(error instanceof SlackRateLimited)) throw error
    return { id, seq, phase: 'quiet', waitSeconds: await postpone(id, error, now) }
  }
  const due = nextDueAt(incident, settings)
  const waitSeconds =
    due === undefined ? LONGEST_WAIT : Math.min(LONGEST_WAIT, Math.max(1, secondsUntil(now, due)))
  if (pours(incident, now))
    return { id, seq, phase: 'quiet', waitSeconds: Math.min(waitSeconds, STORM_PAUSE) }
  const over = due === undefined && !isOpen(incident) && incident.status !== 'resolved'
  return { id, seq, phase: over ? 'over' : 'waiting', waitSeconds }
}

const pours = (incident: Incident, now: string): boolean =>
  isOpen(incident) && isStorm(incident.storm) && now < plusSeconds(incident.storm.since, 300)
