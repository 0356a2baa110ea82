// Why: handlers simply ask `Date`, so the laptop moves the whole process's time by replacing `Date` itself.
import type { DatabaseSync } from 'node:sqlite'

export interface Clock {
  /** Milliseconds since the epoch, virtual. */
  now(): number
}

export interface MovableClock extends Clock {
  /** Moves on to `at` (ms); earlier times are ignored, since time never runs backwards. */
  moveTo(at: number): void
  /** Time stands still from here until `thaw`, so that what falls due on a jump sees exactly its own time. */
  freeze(): void
  thaw(): void
  /** Gives the process its own time back. */
  close(): void
}

const RealDate = globalThis.Date

/** Installs virtual time in this process. The offset is kept in `db`, so a restart goes on from the same moment. */
export function installClock(db: DatabaseSync): MovableClock {
  if (globalThis.Date !== RealDate) throw new Error('Virtual time is already installed in this process.')
  db.exec(
    'CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), offset_ms INTEGER NOT NULL)',
  )
  const save = db.prepare(
    'INSERT INTO clock (id, offset_ms) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET offset_ms = excluded.offset_ms',
  )
  let offset = Number(db.prepare('SELECT offset_ms FROM clock').get()?.['offset_ms'] ?? 0)
  let frozenAt: number | undefined

  const now = () => frozenAt ?? RealDate.now() + offset
  const moveTo = (at: number) => {
    if (at <= now()) return
    if (frozenAt !== undefined) frozenAt = at
    offset = at - RealDate.now()
    save.run(offset)
  }
  const thaw = () => {
    if (frozenAt === undefined) return
    offset = frozenAt - RealDate.now()
    save.run(offset)
    frozenAt = undefined
  }

  const virtualDate = virtualDateOf(now)
  RealDate.prototype.constructor = virtualDate
  globalThis.Date = virtualDate
  return {
    now,
    moveTo,
    freeze: () => {
      frozenAt ??= now()
    },
    thaw,
    close: () => {
      RealDate.prototype.constructor = RealDate
      globalThis.Date = RealDate
    },
  }
}

// A proxy rather than a subclass: `instanceof`, `Date()` without `new`, and dates made before all keep working.
function virtualDateOf(now: () => number): DateConstructor {
  return new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, property, receiver) => (property === 'now' ? now : Reflect.get(target, property, receiver)),
  })
}
