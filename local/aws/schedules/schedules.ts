// Why: what serverless.yml wants done every so often happens on the laptop's clock too, also across restarts.
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../clock.ts'
import type { FunctionEntry } from '../../service.ts'
import type { Timed } from '../../timed.ts'

/** Longer real timers overflow; waking up early does no harm. */
const LONGEST_TIMER_MS = 24 * 3_600_000

/** In one jump of the clock: each five-minute check takes a moment, and a person waits for all of them. */
const MOST_IN_A_JUMP = 4

const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

export interface Schedules extends Timed {
  /** From now on real time fires what falls due. */
  start(): void
  close(): void
}

interface Schedule {
  name: string
  functionKey: string
  periodMs: number
  input: unknown
  nextAt: number
  /** While the clock jumps: where to, and that only every `stride`-th time on the way fires, the last one among them. */
  jump?: { target: number; stride: number } | undefined
}

/**
 * Fires the functions' `schedule` events. What fell due several times while nobody looked fires once, as a late
 * start of the service would; the first firing is one period after the schedule was first seen. In a long jump of the
 * clock a schedule fires at evenly spread ones of its times.
 */
export function createSchedules(
  db: DatabaseSync,
  clock: Clock,
  functions: FunctionEntry[],
  invoke: (functionKey: string, event: unknown) => Promise<unknown>,
): Schedules {
  db.exec('CREATE TABLE IF NOT EXISTS schedules (name TEXT PRIMARY KEY, next_at INTEGER NOT NULL) STRICT')
  const load = db.prepare('SELECT next_at FROM schedules WHERE name = ?')
  const save = db.prepare('INSERT OR REPLACE INTO schedules VALUES (?, ?)')

  const schedules = functions.flatMap(({ key, schedules: settings }) =>
    settings.flatMap(({ rate, input }) =>
      rate.map((expression): Schedule => {
        const name = `${key} ${expression}`
        const periodMs = periodOf(expression)
        const nextAt = Number(load.get(name)?.['next_at'] ?? clock.now() + periodMs)
        save.run(name, nextAt)
        return { name, functionKey: key, periodMs, input, nextAt }
      }),
    ),
  )

  const underWay = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let started = false

  const fire = (schedule: Schedule) => {
    const now = clock.now()
    schedule.nextAt = timeAfter(schedule, now)
    save.run(schedule.name, schedule.nextAt)
    const event = schedule.input ?? { source: 'aws.scheduler', time: new Date(now).toISOString() }
    const run = invoke(schedule.functionKey, event)
      .then(
        () => undefined,
        (error: unknown) => console.error(`Schedule ${schedule.name} failed:`, error),
      )
      .finally(() => underWay.delete(run))
    underWay.add(run)
  }

  const nextDueAt = () =>
    schedules.length > 0 ? Math.min(...schedules.map(({ nextAt }) => nextAt)) : undefined

  const tick = () => {
    if (!started) return
    for (const schedule of schedules) if (schedule.nextAt <= clock.now()) fire(schedule)
    clearTimeout(timer)
    const due = nextDueAt()
    if (due !== undefined)
      timer = setTimeout(tick, Math.min(LONGEST_TIMER_MS, Math.max(1, due - clock.now())))
  }

  return {
    nextDueAt,
    tick,
    jumping: (target) => {
      for (const schedule of schedules) {
        const times = target === undefined ? 0 : timesBy(schedule, target)
        schedule.jump =
          target === undefined
            ? undefined
            : { target, stride: Math.max(1, Math.ceil(times / MOST_IN_A_JUMP)) }
      }
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    start: () => {
      started = true
      tick()
    },
    close: () => {
      started = false
      clearTimeout(timer)
    },
  }
}

/** How often the schedule falls due from its next time up to `until`. */
const timesBy = ({ nextAt, periodMs }: Schedule, until: number): number =>
  Math.max(0, Math.floor((until - nextAt) / periodMs) + 1)

function timeAfter(schedule: Schedule, now: number): number {
  const { nextAt, periodMs, jump } = schedule
  const upcoming = nextAt + timesBy(schedule, now) * periodMs
  if (!jump) return upcoming
  const last = upcoming + (timesBy({ ...schedule, nextAt: upcoming }, jump.target) - 1) * periodMs
  return last < upcoming ? upcoming : Math.min(last, upcoming + (jump.stride - 1) * periodMs)
}

function periodOf(expression: string): number {
  const match = /^rate\((?<value>[1-9]\d*) (?<unit>minute|hour|day)s?\)$/.exec(expression)?.groups
  const unit = unitMs[match?.['unit'] ?? '']
  if (!unit) throw new Error(`The laptop knows schedules of the form rate(5 minutes), not "${expression}".`)
  return Number(match?.['value']) * unit
}
