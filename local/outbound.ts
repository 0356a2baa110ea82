// Why: every call that handlers make to the outside passes here, to be counted, made to fail, or crashed on.
import { setTimeout } from 'node:timers/promises'
import { type Faults, failureOf, type Target, type WireAnswer } from './faults.ts'
import type { Routes } from './routes.ts'

/** How long a slow call takes: long for a person who waits, within the patience of our clients. */
const SLOW_MS = 1_500

/** How long a call that is never answered is held when the client does not give up first. */
const UNANSWERED_MS = 10_000

/** Tells the server to cut the connection instead of answering. */
export class Unanswered extends Error {}

/** `2` or `2:after`: which outbound call the process dies at, and on which side of its effect. */
export interface CrashPoint {
  call: number
  when: 'before' | 'after'
}

export interface Outbound {
  /**
   * Lets one call through: resolves with what `apply` or an injected failure answers, rejects with `Unanswered`
   * when the caller is to hear nothing. `apply` runs at most once, and not at all for failures that precede it.
   */
  pass<Answer>(call: Call, apply: () => Promise<Answer>): Promise<Answer | { failure: WireAnswer }>
  /** Calls are counted from here on, so that starting up is no crash point. */
  startCounting(): void
  routes: Routes
}

interface Call {
  target: Target
  operation: string
  /** Ends when the client hangs up. */
  signal: AbortSignal
}

export function createOutbound(faults: Faults, crash: CrashPoint | undefined): Outbound {
  let counting = false
  let calls = 0
  const crashOn = (when: CrashPoint['when'], call: number) => {
    // SIGKILL, so that nothing of ours gets to tidy up.
    if (crash?.when === when && crash.call === call) process.kill(process.pid, 'SIGKILL')
  }
  return {
    pass: async (asked, apply) => {
      const { target, operation } = asked
      if (counting) calls += 1
      const call = counting ? calls : 0
      crashOn('before', call)
      const fault = faults.take(target, operation)
      if (fault === 'timeout') {
        await hangUp(asked.signal)
        throw new Unanswered()
      }
      if (fault === 'slow') await setTimeout(SLOW_MS)
      else if (fault !== undefined && fault !== 'lost-response') return { failure: failureOf(target, fault) }
      const answer = await apply()
      crashOn('after', call)
      if (fault === 'lost-response') throw new Unanswered()
      return answer
    },
    startCounting: () => {
      counting = true
    },
    routes: { 'GET /_local/calls': () => Response.json({ calls }) },
  }
}

/** Reads `CLAW_CRASH_AT`: `n`, `n:before` or `n:after`. */
export function crashPointOf(text: string | undefined): CrashPoint | undefined {
  if (!text) return undefined
  const match = /^(?<call>[1-9]\d*)(?::(?<when>before|after))?$/.exec(text)?.groups
  if (!match) throw new Error(`CLAW_CRASH_AT is not n, n:before or n:after but "${text}".`)
  return { call: Number(match['call']), when: match['when'] === 'after' ? 'after' : 'before' }
}

/** Ends when the client hangs up. */
const hangUp = (signal: AbortSignal): Promise<void> =>
  setTimeout(UNANSWERED_MS, undefined, { signal }).catch(() => undefined)
