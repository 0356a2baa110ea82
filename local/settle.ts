// Why: effects cause effects (an event starts a workflow, whose task commits an event), so rest is reached in rounds.
import type { Timed } from './timed.ts'

/** Resolves when a whole round over all sources has passed in which `activity` did not change. */
export async function settle(sources: Pick<Timed, 'idle'>[], activity: () => number): Promise<void> {
  for (;;) {
    const before = activity()
    for (const source of sources) await source.idle()
    if (activity() === before) return
  }
}
