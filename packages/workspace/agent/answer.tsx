// Why: what the gate said, first in words, then exactly.
import { useEffect, useRef } from 'react'
import type { GateAnswer } from './gate.ts'
import type { Said } from './words.ts'

export function Answer({ said, answer, testId }: { said: Said; answer?: GateAnswer; testId: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (said) box.current?.scrollIntoView({ block: 'nearest' })
  }, [said])
  return (
    <div ref={box} className={`answer answer-${said.tone}`} data-testid={testId} role="status">
      <p>
        <small>The gate answered</small>
        <br />
        <strong>{said.headline}</strong>
      </p>
      {said.detail ? <p>{said.detail}</p> : null}
      {answer ? (
        <details>
          <summary>HTTP {answer.status}, as JSON</summary>
          <pre>{JSON.stringify(answer.body, null, 2)}</pre>
        </details>
      ) : null}
    </div>
  )
}
