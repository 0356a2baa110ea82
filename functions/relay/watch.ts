// Looks at what agents do as it goes by, away from the gate: the same call again and again, one failure after the other.
import { limitSettings } from '#config/load.ts'
import type { ActionEvent } from '#domain/action/events.ts'
import { type Anomaly, errorAnomaly, loopAnomaly } from '#domain/limits/anomaly.ts'
import { watch } from '#domain/limits/watch.ts'
import type { Recorded, RecordedEvent } from '#domain/shared/recorded-event.ts'
import { runCommand } from '#store/kernel/run-command.ts'
import { OUTCOMES, remember } from '#store/limits/recent.ts'

type Asked = Extract<ActionEvent, { request: unknown }>
type Ended = Extract<ActionEvent, { type: 'OutcomeReported' }>

const note = async (
  { agent, at, requestId }: RecordedEvent,
  anomaly: Anomaly,
  evidence: string | undefined,
): Promise<void> => {
  if (!agent || !evidence) return
  await runCommand(watch, agent, { type: 'NoteAnomaly', now: at, agent, anomaly, evidence }, { requestId })
}

/** For every new request of an agent, whatever the answer; what it asks while it is paused does not count. */
export const watchForLoop = async ({ event, record }: Recorded<Asked>): Promise<void> => {
  const { agent, at, stream } = record
  const { tool, digest, policies } = event.request
  const { loop } = limitSettings().anomalies
  if (!agent || policies.includes('paused') || loop.except.includes(tool)) return
  const { asked = [] } = await remember(agent, {
    what: `call#${digest}`,
    list: 'asked',
    moment: { at, id: stream },
    most: loop.times,
  })
  await note(record, 'loop', loopAnomaly(asked, { tool, digest, now: at }, loop))
}

/** For every outcome that an agent reports; one that nobody knows says neither. */
export const watchForErrors = async ({ event, record }: Recorded<Ended>): Promise<void> => {
  const { agent, at, stream } = record
  const { status } = event.outcome
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
  await note(record, 'errors', errorAnomaly(seen, errors))
}
