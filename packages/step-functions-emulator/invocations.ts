// Calls functions a few at a time, as an account's concurrency would allow, and knows when none is under way.

/** More at once would only make each of them slower: they share one process and its connections. */
const maxConcurrent = 32

export interface Invocations {
  /** Starts `job` now or when there is room; never before this call has returned. `job` must not reject. */
  launch(job: () => Promise<void>): void
  /** Resolves when nothing is under way or waiting to be, what was launched meanwhile included. */
  idle(): Promise<void>
}

export function createInvocations(): Invocations {
  const queue: (() => Promise<void>)[] = []
  let running = 0
  let whenIdle = Promise.withResolvers<void>()

  async function work(): Promise<void> {
    await Promise.resolve()
    for (let job = queue.shift(); job; job = queue.shift()) await job()
    running -= 1
    if (running === 0) whenIdle.resolve()
  }

  return {
    launch(job) {
      queue.push(job)
      if (running === maxConcurrent) return
      if (running === 0) whenIdle = Promise.withResolvers()
      running += 1
      void work()
    },
    async idle() {
      while (running > 0) await whenIdle.promise
    },
  }
}
