// Why: one failing event holds back only what must stay behind it, and is tried again until it is given up on.
import * as z from 'zod'
import type { Clock } from '../../clock.ts'
import type { StreamSettings } from '../../service.ts'
import type { QueuedRecord, StreamQueue } from './queue.ts'

const FIRST_RETRY_MS = 100
const LONGEST_RETRY_MS = 30_000

export interface Lane {
  /** Delivers what waits, unless that is under way already or a retry is not due yet. */
  work(): void
  dueAt(): number | undefined
  idle(): Promise<void>
  close(): void
}

export interface LaneOptions {
  queue: StreamQueue
  number: number
  clock: Clock
  settings: StreamSettings
  consumer: string
  invoke: (event: unknown) => Promise<unknown>
}

const BatchResponse = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).default([]),
})

/** One ordered part of a function's stream. */
export function createLane({ queue, number, clock, settings, consumer, invoke }: LaneOptions): Lane {
  let running: Promise<void> | undefined
  let retryAt: number | undefined
  let attempts = 0
  let size = settings.batchSize
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const work = () => {
    if (running || closed) return
    const wait = (retryAt ?? 0) - clock.now()
    if (wait > 0) return arm(wait)
    retryAt = undefined
    running = deliverAll().finally(() => {
      running = undefined
      // What was queued after the last look, before `running` was cleared.
      if (!closed && retryAt === undefined && queue.first(number, 1).length > 0) work()
    })
  }

  const arm = (wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(work, wait)
  }

  const deliverAll = async (): Promise<void> => {
    for (;;) {
      const batch = queue.first(number, size)
      if (batch.length === 0) return
      const { taken, error } = await deliver(batch)
      if (closed) return
      const last = taken > 0 ? batch[taken - 1] : undefined
      if (last) queue.remove(number, last.id)
      if (error === undefined) {
        attempts = 0
        size = settings.batchSize
        continue
      }
      if (taken > 0) attempts = 0
      fail(batch[taken], error)
      if (retryAt !== undefined) return
    }
  }

  /** How many of the batch, from its beginning, are done with; an error when not all are. */
  const deliver = async (batch: QueuedRecord[]): Promise<{ taken: number; error?: string }> => {
    const records: { dynamodb?: { SequenceNumber?: string } }[] = batch.map(({ record }) =>
      JSON.parse(record),
    )
    try {
      const answer = await invoke({ Records: records })
      if (settings.functionResponseType !== 'ReportBatchItemFailures' || answer === null) {
        return { taken: batch.length }
      }
      const failed = new Set(
        BatchResponse.parse(answer).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
      )
      if (failed.size === 0) return { taken: batch.length }
      const taken = records.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''))
      // An unknown identifier fails the whole batch, as it does on AWS.
      return { taken: Math.max(0, taken), error: 'reported as failed' }
    } catch (error) {
      if (settings.bisectBatchOnFunctionError) size = Math.max(1, Math.floor(batch.length / 2))
      return { taken: 0, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
    }
  }

  const fail = (culprit: QueuedRecord | undefined, error: string) => {
    attempts += 1
    if (culprit && settings.maximumRetryAttempts >= 0 && attempts > settings.maximumRetryAttempts) {
      console.error(`${consumer} gave up on a stream record (${error}); it is kept in stream_dead_letters.`)
      queue.bury(number, culprit.id, error)
      attempts = 0
      return
    }
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 20))
    retryAt = clock.now() + wait
    arm(wait)
  }

  return {
    work,
    dueAt: () => retryAt,
    idle: async () => {
      while (running) await running
    },
    close: () => {
      closed = true
      clearTimeout(timer)
    },
  }
}
