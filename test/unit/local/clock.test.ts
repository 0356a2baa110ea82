// Why: if virtual time leaks, runs backwards or is lost, every timer that the laptop shows is wrong.
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { installClock, type MovableClock } from '#local/clock.ts'

const RealDate = Date
const hour = 3_600_000
let clock: MovableClock | undefined
/** What the machine's own clock says; it moves when a test says so. */
let real = 0

beforeEach(() => {
  real = Date.parse('2026-11-21T10:00:00.500Z')
  vi.spyOn(RealDate, 'now').mockImplementation(() => real)
})
afterEach(() => {
  vi.restoreAllMocks()
  clock?.close()
  clock = undefined
})

describe('virtual time', () => {
  it('moves every way of asking for the time, and only forwards', () => {
    clock = installClock(new DatabaseSync(':memory:'))
    const target = real + 41 * 24 * hour

    clock.moveTo(target)
    clock.moveTo(target - hour)

    // A text without milliseconds is as good as it can be.
    expect([Date.now(), Date.parse(Date()) + 500, Date.parse(new Date().toISOString())]).toEqual([
      target,
      target,
      target,
    ])
    real += 7
    expect(Date.now()).toBe(target + 7)
  })

  it('leaves everything else about dates alone', () => {
    const before = new Date('2026-11-21T10:00:00.000Z')
    clock = installClock(new DatabaseSync(':memory:'))
    clock.moveTo(clock.now() + hour)

    const after = new Date(2026, 0, 1)
    expect(before instanceof Date && after instanceof Date && new Date() instanceof Date).toBe(true)
    expect(after.constructor).toBe(Date)
    expect(Date.UTC(2026, 0, 1)).toBe(RealDate.UTC(2026, 0, 1))
    expect(new Date(before).toISOString()).toBe('2026-11-21T10:00:00.000Z')
    class Later extends Date {}
    expect(new Later().getTime()).toBe(real + hour)
  })

  it('goes on from the same moment after a restart', () => {
    const db = new DatabaseSync(':memory:')
    clock = installClock(db)
    clock.moveTo(clock.now() + hour)
    clock.close()

    clock = installClock(db)
    expect(Date.now()).toBe(real + hour)
  })

  it('stands still while frozen and goes on from where it was put', () => {
    clock = installClock(new DatabaseSync(':memory:'))
    clock.freeze()
    const target = Date.now() + hour
    clock.moveTo(target)
    real += 15
    expect(Date.now()).toBe(target)

    clock.thaw()
    expect(Date.now()).toBe(target)
    real += 15
    expect(Date.now()).toBe(target + 15)
  })

  it('gives the process its own time back', () => {
    clock = installClock(new DatabaseSync(':memory:'))
    clock.moveTo(clock.now() + hour)
    clock.close()
    expect(Date).toBe(RealDate)
    expect(new Date(0).constructor).toBe(RealDate)
  })

  it('refuses a second virtual time in the same process', () => {
    clock = installClock(new DatabaseSync(':memory:'))
    expect(() => installClock(new DatabaseSync(':memory:'))).toThrow('already installed')
  })
})
