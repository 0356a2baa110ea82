// What must reach the gate but must never hold up the agent: queued, kept on disk, sent in batches, retried until taken.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Outcome } from './answers.ts'
import type { GateClient } from './gate-client.ts'
import { GateError } from './http.ts'
import type { Spool } from './spool.ts'

export type Parcel =
  | { kind: 'outcome'; id: string; body: Outcome }
  | { kind: 'withdraw'; id: string; reason: string }
  | { kind: 'usage'; body: Record<string, unknown> }
  | { kind: 'event'; body: Record<string, unknown> }

export interface OutboxPorts {
  client: Pick<GateClient, 'outcome' | 'withdraw' | 'usage' | 'events'>
  spool: Spool<Parcel>
  log: (message: string) => void
}

/** The contract takes at most 100 events a request. */
const maxBatch = 100
const gatherMs = 200
const firstBackoffMs = 500
const maxBackoffMs = 15_000

/** The gate will never take it, however often it is sent; a wrong token or too many requests may pass. */
const isFinal = (error: unknown): boolean =>
  error instanceof GateError && error.fault === 'refused' && ![401, 403, 408].includes(error.status ?? 0)

/** The parcels that go out together: events up to the batch's size, anything else alone. */
const batchOf = (waiting: readonly Parcel[]): readonly Parcel[] => {
  if (waiting[0]?.kind !== 'event') return waiting.slice(0, 1)
  const end = waiting.findIndex(({ kind }) => kind !== 'event')
  return end === -1 ? waiting : waiting.slice(0, end)
}

export const createOutbox = ({ client, spool, log }: OutboxPorts) => {
  let running: Promise<void> | undefined
  let ended = false
  let wake = new AbortController()

  const send = async (parcels: readonly Parcel[]): Promise<void> => {
    const [first] = parcels
    if (first?.kind === 'outcome') await client.outcome(first.id, first.body)
    else if (first?.kind === 'withdraw') await client.withdraw(first.id, first.reason)
    else if (first?.kind === 'usage') await client.usage(first.body)
    else await client.events(parcels.flatMap((parcel) => (parcel.kind === 'event' ? [parcel.body] : [])))
  }

  /** One refused event must not take the other 99 with it. */
  const deliver = async (parcels: readonly Parcel[]): Promise<void> => {
    try {
      await send(parcels)
    } catch (error) {
      if (!isFinal(error)) throw error
      if (parcels.length > 1) for (const parcel of parcels) await deliver([parcel])
      else log(`The gate does not take this ${parcels[0]?.kind}: ${(error as Error).message}`)
    }
  }

  const rest = (ms: number): Promise<void> => {
    wake = new AbortController()
    return sleep(ms, undefined, { signal: wake.signal, ref: false }).catch(() => undefined)
  }

  const drain = async (): Promise<void> => {
    await rest(gatherMs)
    let failures = 0
    while (spool.length() > 0 && !ended) {
      const parcels = batchOf(spool.peek(maxBatch))
      try {
        await deliver(parcels)
        spool.drop(parcels.length)
        failures = 0
      } catch (error) {
        if (failures === 0) log(`The record waits on disk: ${(error as Error).message}`)
        await rest(Math.min(maxBackoffMs, firstBackoffMs * 2 ** Math.min(failures++, 8)))
      }
    }
  }

  const run = (): void => {
    running ??= drain().finally(() => {
      running = undefined
      if (spool.length() > 0 && !ended) run()
    })
  }

  return {
    start: async (): Promise<void> => {
      await spool.load()
      if (spool.length() > 0) run()
    },
    put: (parcel: Parcel): void => {
      if (spool.put(parcel)) run()
    },
    /** The gate answers again: no need to sit out the backoff. */
    kick: (): void => wake.abort(),
    /** Gives what waits a last moment; the rest stays on disk. */
    stop: async (withinMs: number): Promise<void> => {
      wake.abort()
      await Promise.race([running, sleep(withinMs, undefined, { ref: false })])
      ended = true
      wake.abort()
      await spool.settled()
    },
  }
}

export type Outbox = ReturnType<typeof createOutbox>
