// How long people are kept waiting: Slack takes an answer for three seconds, and what comes later is not seen.
import { patient } from '#config/patience.ts'

/** What a command, a form or a shortcut may take before its answer has to leave. */
export const ANSWER_MS = patient(2_500)
/** When whatever follows an answer has to be over, counted from the beginning. */
export const END_MS = patient(2_800)

const SLOW = Symbol('slow')

/** What `work` comes to, or `late` when it takes longer than `ms`. `work` itself is not stopped, so `late` must not claim that nothing happened. */
export const within = async <T>(ms: number, work: Promise<T>, late: T): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const slow = new Promise<typeof SLOW>((resolve) => {
    timer = setTimeout(() => resolve(SLOW), ms)
  })
  try {
    const first = await Promise.race([work, slow])
    return first === SLOW ? late : first
  } finally {
    clearTimeout(timer)
  }
}
