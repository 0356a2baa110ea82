// Waiting for people: until the action is decided, the call is abandoned, or the kill switch ends it.
import { setTimeout as sleep } from 'node:timers/promises'
import type { View } from './answers.ts'
import type { GateClient } from './gate-client.ts'
import { GateError } from './http.ts'
import { checkView } from './truth.ts'

export interface WaitPorts {
  client: Pick<GateClient, 'view'>
  /** Whether the gate pushes changes at the moment; if not, it is asked to hold the request open. */
  isLive: () => boolean
  /** Calls back when the gate pushed that this action moved; returns how to end that. */
  onAction: (id: string, listener: () => void) => () => void
}

const holdSeconds = 25
/** A push can be lost; this is how stale the answer may get then. */
const checkEveryMs = 20_000
const maxBackoffMs = 10_000

/** A fault of the gate does not decide anything: the wait goes on. A refusal does: the action is not ours any more. */
const mayPass = (error: unknown): boolean => error instanceof GateError && error.fault !== 'refused'

/** Action id → its view once it is no longer pending; `stop` ends the wait with a GateError `aborted`. */
export const waitForDecision = async (id: string, ports: WaitPorts, stop: AbortSignal): Promise<View> => {
  let nudge = new AbortController()
  const unsubscribe = ports.onAction(id, () => nudge.abort())
  const rest = (ms: number): Promise<void> =>
    sleep(ms, undefined, { signal: AbortSignal.any([nudge.signal, stop]) }).catch(() => undefined)
  try {
    for (let failures = 0; ; ) {
      if (stop.aborted) throw new GateError('aborted', 'no longer wanted')
      nudge = new AbortController()
      try {
        const live = ports.isLive()
        const view = checkView(await ports.client.view(id, live ? 0 : holdSeconds, stop), id)
        if (view.status !== 'pending') return view
        failures = 0
        if (live) await rest(checkEveryMs)
      } catch (error) {
        if (stop.aborted || !mayPass(error)) throw error
        await rest(Math.min(maxBackoffMs, 500 * 2 ** Math.min(failures++, 6)))
      }
    }
  } finally {
    unsubscribe()
  }
}
