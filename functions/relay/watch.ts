// Looks at what agents do as it goes by, away from the gate: the same call again and again, one failure after the other.
import { limitSettings } from '#config/load.ts'
import { type Anomaly, errorAnomaly, loopAnomaly } from '#domain/limits/anomaly.ts'
import { watch } from '#domain/limits/watch.ts'
import type { RecordedEvent } from '#domain/shared/recorded-event.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { OUTCOMES, remember } from '#store/limits/recent.ts'

const note = async (
  { agent, at, requestId }: RecordedEvent,
  anomaly: Anomaly,
  evidence: string | undefined,
): Promise<void> => {
  if (!agent || !evidence) return
  await runCommand(watch, agent, { type: 'NoteAnomaly', now: at, agent, anomaly, evidence }, { requestId })
}

/** For every new request of an agent, whatever the answer; what it asks while it is paused does not count. */
export const watchForLoop = async (event: RecordedEvent): Promise<void> => {
  const { agent, at, stream, data } = event
  const { tool, digest, policies } = data['request'] as { tool: string; digest: string; policies: string[] }
  const { loop } = limitSettings().anomalies
  if (!agent || policies.includes('paused') || loop.except.includes(tool)) return
  const { asked = [] } = await remember(agent, {
    what: `call#${digest}`,
    list: 'asked',
    moment: { at, id: stream },
    most: loop.times,
  })
  await note(event, 'loop', loopAnomaly(asked, { tool, digest, now: at }, loop))
}

/** For every outcome that an agent reports; one that nobody knows says neither. */
export const watchForErrors = async (event: RecordedEvent): Promise<void> => {
  const { agent, at, stream, data } = event
  const { status } = data['outcome'] as { status: string }
  if (!agent || status === 'unknown') return
  const { errors } = limitSettings().anomalies
  const { failed = [], fine = [] } = await remember(agent, {
    what: OUTCOMES,
    list: status === 'failed' ? 'failed' : 'fine',
    moment: { at, id: stream },
    most: Math.max(10, errors.inARow),
  })
  if (status !== 'failed') return
  const seen = [
    ...failed.map((moment) => ({ at: moment, failed: true })),
    ...fine.map((moment) => ({ at: moment, failed: false })),
  ]
  await note(event, 'errors', errorAnomaly(seen, errors))
}
