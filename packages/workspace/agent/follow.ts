// Why: keeps an agent's long poll open, so that the panel knows within a moment what people decided.
import { useEffect, useState } from 'react'
import { onChange } from '../data/live.ts'
import { callGate } from './gate.ts'

export interface Vote {
  by: string
  verdict: string
  reason?: string
  at: string
}

export interface ActionStatus {
  status: string
  reason?: string
  votes?: Vote[]
  expiresAt?: string
}

const final = new Set(['denied', 'expired', 'voided', 'succeeded', 'failed'])
const retryMs = 2_000

/** The status of an action as its agent sees it; `trouble` says why it may be old. */
export function useActionStatus(agent: string, id: string) {
  const [status, setStatus] = useState<ActionStatus>()
  const [trouble, setTrouble] = useState<string>()

  useEffect(() => {
    const leaving = new AbortController()
    let round = new AbortController()
    const path = `/v1/actions/${encodeURIComponent(id)}`

    async function follow() {
      let wait = 0
      while (!leaving.signal.aborted) {
        round = new AbortController()
        const signal = AbortSignal.any([leaving.signal, round.signal])
        const answer = await callGate(agent, 'GET', `${path}?wait=${wait}`, undefined, signal).catch(
          () => undefined,
        )
        if (leaving.signal.aborted) return
        if (round.signal.aborted) {
          wait = 0
          continue
        }
        if (answer?.status === 200) {
          const seen = answer.body as unknown as ActionStatus
          setStatus(seen)
          setTrouble(undefined)
          if (final.has(seen.status)) return
          wait = 25
        } else {
          setTrouble(answer ? `The gate answered ${answer.status}.` : 'The gate does not answer.')
          if (answer?.status === 404) return
          await pause(retryMs, leaving.signal)
        }
      }
    }

    // A jump of the clock can expire an action without a change to wake the long poll.
    const unsubscribe = onChange((change) => {
      if (change.type === 'clock') round.abort()
    })
    void follow()
    return () => {
      unsubscribe()
      leaving.abort()
    }
  }, [agent, id])

  return { status, trouble }
}

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
