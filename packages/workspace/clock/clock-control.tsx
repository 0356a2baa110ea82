// Why: reminders, fallbacks and expiries take hours; here a person skips them and watches what falls due on the way.
import { type SubmitEvent, useState } from 'react'
import { postJson, sentenceOf } from '../data/http.ts'
import { setWorkspaceNow, useNow, useOffset } from '../data/now.ts'
import { PressButton } from '../elements/press-button.tsx'
import { fullDate, shortMoment, span } from '../text/times.ts'

const steps = [
  { seconds: 60, label: '+1 min' },
  { seconds: 900, label: '+15 min' },
  { seconds: 3_600, label: '+1 h' },
  { seconds: 28_800, label: '+8 h' },
]
const units = { minutes: 60, hours: 3_600, days: 86_400 }
type Unit = keyof typeof units

export function ClockControl() {
  const now = useNow(1)
  const offset = useOffset()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()

  async function advance(advanceSeconds: number) {
    setBusy(true)
    setError(undefined)
    await postJson<{ now: string }>('/_local/clock', { advanceSeconds }).then(
      (answer) => setWorkspaceNow(answer.now),
      (cause) => setError(sentenceOf(cause)),
    )
    setBusy(false)
  }

  return (
    <section className="clock" aria-label="Workspace clock" aria-busy={busy}>
      <p>
        <time dateTime={new Date(now * 1000).toISOString()} title={fullDate(now)} data-testid="clock-now">
          {shortMoment(now)}
        </time>
        <small>
          {offset >= 60
            ? `${span(Math.floor(offset / 60) * 60)} ahead of this computer`
            : 'the time of this computer'}
        </small>
      </p>
      <div className="clock-steps">
        {steps.map(({ seconds, label }) => (
          <PressButton
            key={seconds}
            className="button"
            data-testid={`clock-${seconds}`}
            aria-label={`Skip ahead ${span(seconds)}`}
            off={busy}
            onClick={() => advance(seconds)}
          >
            {label}
          </PressButton>
        ))}
      </div>
      <CustomStep busy={busy} onAdvance={advance} />
      {error ? (
        <p className="error" role="alert">
          {error}
        </p>
      ) : null}
    </section>
  )
}

function CustomStep({ busy, onAdvance }: { busy: boolean; onAdvance: (seconds: number) => Promise<void> }) {
  const [amount, setAmount] = useState('')
  const [unit, setUnit] = useState<Unit>('minutes')
  const seconds = Math.round(Number(amount) * units[unit])
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (seconds > 0) void onAdvance(seconds)
  }
  return (
    <details>
      <summary>Another step</summary>
      <form className="clock-custom" onSubmit={submit}>
        <input
          className="field"
          type="number"
          min="0"
          step="any"
          aria-label="How much to skip"
          data-testid="clock-custom"
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
        />
        <select
          className="field"
          aria-label="Unit"
          value={unit}
          onChange={(event) => setUnit(event.target.value as Unit)}
        >
          {Object.keys(units).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <PressButton
          type="submit"
          className="button"
          data-testid="clock-custom-go"
          off={busy || !(seconds > 0)}
        >
          Skip
        </PressButton>
      </form>
    </details>
  )
}
