// Why: a person or a test can skip hours, and everything that falls due on the way happens at its own time.
import * as z from 'zod'
import type { MovableClock } from './clock.ts'
import type { Routes } from './routes.ts'
import type { Timed } from './timed.ts'

const LONGEST_JUMP_SECONDS = 400 * 86_400

const Jump = z.strictObject({ advanceSeconds: z.number().positive().max(LONGEST_JUMP_SECONDS) })

export interface TimeTravel {
  /** Moves time on by `seconds`, from one due time to the next; resolves with the time reached (ms). */
  advance(seconds: number): Promise<number>
  routes: Routes
}

export interface TimeTravelOptions {
  clock: MovableClock
  timed: Timed[]
  /** Resolves when what was started has come to rest. */
  settle: () => Promise<void>
  /** Runs after each jump with the time reached, as an ISO text. */
  moved: (now: string) => void
}

/** Time stands still while things happen on the way, so each sees the very second that it was due at. */
export function createTimeTravel({ clock, timed, settle, moved }: TimeTravelOptions): TimeTravel {
  let last: Promise<unknown> = Promise.resolve()

  const nextDueAt = () => Math.min(...timed.map((source) => source.nextDueAt() ?? Number.POSITIVE_INFINITY))

  const arriveAt = async (at: number): Promise<void> => {
    clock.moveTo(at)
    for (const source of timed) source.tick()
    await settle()
  }

  const jump = async (seconds: number): Promise<number> => {
    clock.freeze()
    try {
      const target = clock.now() + seconds * 1000
      for (const source of timed) source.jumping?.(target)
      await settle()
      for (let due = nextDueAt(); due <= target; due = nextDueAt()) {
        // To the full second, so that what falls due within one second goes through its functions side by side.
        await arriveAt(Math.min(Math.ceil(due / 1000) * 1000, target))
      }
      await arriveAt(target)
      return target
    } finally {
      clock.thaw()
      for (const source of timed) {
        source.jumping?.(undefined)
        // Real timers were set for the time before the jump.
        source.tick()
      }
      moved(new Date(clock.now()).toISOString())
    }
  }

  const advance = (seconds: number): Promise<number> => {
    // One after the other: two jumps at once would each land short of what was asked.
    const result = last.then(() => jump(seconds))
    last = result.catch(() => undefined)
    return result
  }

  const nowIs = (at: number) => Response.json({ now: new Date(at).toISOString() })
  return {
    advance,
    routes: {
      'GET /_local/clock': () => nowIs(clock.now()),
      'POST /_local/clock': async (request) => {
        const asked = Jump.safeParse(await request.json().catch(() => undefined))
        if (!asked.success) return Response.json({ error: z.prettifyError(asked.error) }, { status: 400 })
        return nowIs(await advance(asked.data.advanceSeconds))
      },
    },
  }
}
