// Why: one action's life after the answer: who voted, and the two things an agent does next, start and report.
import { useState } from 'react'
import { useDirectory } from '../data/directory.tsx'
import { sentenceOf } from '../data/http.ts'
import { useNow } from '../data/now.ts'
import { PressButton } from '../elements/press-button.tsx'
import { ago, timeOfDay } from '../text/times.ts'
import { Answer } from './answer.tsx'
import type { Asked } from './asked.ts'
import { type ActionStatus, useActionStatus, type Vote } from './follow.ts'
import { callGate, type GateAnswer } from './gate.ts'
import { type Said, sayOutcome, sayStart, statusWords } from './words.ts'

const outcomes = ['succeeded', 'failed', 'unknown'] as const

export function ActionCard({ asked }: { asked: Asked }) {
  const { status, trouble } = useActionStatus(asked.agent, asked.id)
  const [last, setLast] = useState<{ said: Said; answer?: GateAnswer }>()
  const [busy, setBusy] = useState(false)

  async function tell(step: string, body: unknown, say: (answer: GateAnswer) => Said) {
    setBusy(true)
    await callGate(asked.agent, 'POST', `/v1/actions/${asked.id}/${step}`, body).then(
      (answer) => setLast({ said: say(answer), answer }),
      (error) => setLast({ said: { tone: 'bad', headline: 'No answer.', detail: sentenceOf(error) } }),
    )
    setBusy(false)
  }

  const state = status?.status
  return (
    <section className="action-card" aria-label={`Action ${asked.id}`} data-action-id={asked.id}>
      <header>
        <strong>{asked.request.tool}</strong> <small>by {asked.agent}</small>
        <code>{asked.id}</code>
      </header>
      <StatusLine status={status} trouble={trouble} />
      <Votes votes={status?.votes ?? []} />
      <div className="action-steps">
        <PressButton
          className="button"
          data-testid="start"
          off={busy || state !== 'approved'}
          onClick={() => tell('start', { params: asked.request.params }, sayStart)}
        >
          Start
        </PressButton>
        {outcomes.map((outcome) => (
          <PressButton
            key={outcome}
            className="button"
            data-testid={`outcome-${outcome}`}
            off={busy || state !== 'started'}
            onClick={() =>
              tell('outcome', { status: outcome, summary: `${asked.request.tool} ${outcome}` }, (answer) =>
                sayOutcome(answer, outcome),
              )
            }
          >
            Report {outcome}
          </PressButton>
        ))}
      </div>
      {last ? <Answer {...last} testId="step-answer" /> : null}
    </section>
  )
}

function StatusLine({ status, trouble }: { status: ActionStatus | undefined; trouble: string | undefined }) {
  const now = useNow()
  const words = status ? (statusWords[status.status] ?? { tone: 'wait', headline: status.status }) : undefined
  const ends = status?.expiresAt ? Date.parse(status.expiresAt) / 1000 : undefined
  const running = status?.status === 'pending' || status?.status === 'approved'
  return (
    <div role="status" data-testid="action-status" data-status={status?.status}>
      <p className={`status-line status-${words?.tone ?? 'wait'}`}>
        <strong>{words?.headline ?? 'Asking…'}</strong>
        {running && ends ? (
          <small>
            until {timeOfDay(ends)}, {ago(ends, now)}
          </small>
        ) : null}
      </p>
      {status?.reason ? <p>{status.reason}</p> : null}
      {trouble ? <p className="error">{trouble}</p> : null}
    </div>
  )
}

function Votes({ votes }: { votes: Vote[] }) {
  const { userName } = useDirectory()
  if (votes.length === 0) return null
  return (
    <ul className="votes">
      {votes.map(({ by, verdict, reason, at }) => (
        <li key={`${by}/${at}`}>
          <strong>{userName(by) ?? by}</strong> {verdict === 'approve' ? 'approved' : 'denied'} at{' '}
          {timeOfDay(Date.parse(at) / 1000)}
          {reason ? `: “${reason}”` : ''}
        </li>
      ))}
    </ul>
  )
}
